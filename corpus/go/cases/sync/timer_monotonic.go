package main

import "time"

func main() {
	a := time.Now()
	time.Sleep(5 * time.Millisecond)
	b := time.Now()
	println(b.After(a), a.Before(b), b.Sub(a) >= 5*time.Millisecond, a.Equal(a), a.Add(time.Second).Sub(a) == time.Second, a.IsZero())
}
