package main

import "time"

func main() {
	t := time.Unix(1700000000, 123456789).UTC()
	println(t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), int(t.Weekday()), t.YearDay())
	println(t.Format(time.RFC3339Nano), t.Format(time.RFC1123), t.Format(time.Kitchen), t.Format("2006-01-02 15:04:05.000"))
	println(t.String())
	d := time.Date(2024, time.February, 30, 25, 61, 0, 0, time.UTC)
	println(d.String(), d.Unix(), d.Weekday().String())
	println(time.Date(1969, 12, 31, 23, 59, 59, 0, time.UTC).Unix(), time.Unix(-1, 0).UTC().Format(time.ANSIC))
	println(d.AddDate(0, 1, -1).String(), d.Sub(t).String(), t.Truncate(time.Hour).String(), t.Round(time.Hour).String())
	var z time.Time
	println(z.IsZero(), z.String(), z.Unix(), time.UnixMilli(1700000000123).UTC().String())
}
