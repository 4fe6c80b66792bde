package main

import "time"

func main() {
	println(time.Duration(0).String(), time.Duration(1).String(), time.Duration(1100).String(), time.Duration(2200000).String())
	println((1500 * time.Millisecond).String(), (90 * time.Minute).String(), (-3 * time.Second).String(), time.Duration(1<<63-1).String(), time.Duration(-1<<63).String())
	println((1234567 * time.Microsecond).Round(time.Millisecond).String(), (1234567 * time.Microsecond).Truncate(time.Second).String())
	println(time.Duration(2500).Microseconds(), (2500 * time.Millisecond).Milliseconds(), (90 * time.Second).Nanoseconds())
	println((36*time.Minute).Hours() == 0.6, (90*time.Second).Minutes() == 1.5, (1500*time.Millisecond).Seconds() == 1.5)
	println(time.March.String(), time.Sunday.String(), time.Saturday.String())
}
