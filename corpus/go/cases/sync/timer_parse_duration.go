package main

import "time"

func main() {
	for _, s := range []string{"1h15m30.918s", "-1.5h", "300ms", "1us", "0", "", "3", "3x", ".5s", "1.s", "9223372036854775807ns", "9223372036854775808ns", "-9223372036854775808ns"} {
		d, err := time.ParseDuration(s)
		if err != nil {
			println(s, err.Error())
		} else {
			println(s, d.String())
		}
	}
}
