package main

import (
	"fmt"
	"time"
)

func try(layout, value string) {
	t, err := time.Parse(layout, value)
	fmt.Println(layout, "|", value, "|", t, "|", err)
}

func main() {
	try(time.RFC3339, "2009-11-10T23:00:00.123Z")
	try(time.RFC3339, "2009-11-10T23:00:00,5+05:30")
	try(time.RFC3339Nano, "2009-11-10T23:00:00.987654321-08:00")
	try(time.RFC1123, "Tue, 10 Nov 2009 23:00:00 PST")
	try(time.RFC1123, "Tue, 10 Nov 2009 23:00:00 GMT-8")
	try(time.RFC850, "tuesday, 10-nov-09 23:00:00 UTC")
	try(time.ANSIC, "Tue Nov  3 23:00:00   2009")
	try(time.Kitchen, "12:04AM")
	try(time.Kitchen, "13:04PM")
	try("2006-002", "2024-366")
	try("2006-002", "2023-366")
	try("2006-__2 01", "2023- 60 04")
	try("2006-01-02", "2023-02-29")
	try("2006-01-02", "2023-13-01")
	try("2006-01-02", "2023-1-01")
	try("2006-01-02 15:04:05.000", "2023-01-01 10:11:12.12")
	try("15:04:05.999", "10:11:12")
	try("15:04:05 -07:00:00", "10:11:12 +01:02:03")
	try("15:04 Z07", "10:11 +25")
	try("15:04", "10:11 é\"x")
	try("15:04", "10:61")
	try("Monday_2006_January", "friday_1999_may")
	try("06", "69")
	try("06", "68")
	for _, s := range []string{"0.3333333333333333333h", "1.5h2m3.25s", "9223372036854775807ns", "\x85", "3000000h", ".5", "1x"} {
		d, err := time.ParseDuration(s)
		fmt.Println(d, err)
	}
	for day := 26; day < 40; day++ {
		t := time.Date(2020, 12, day, 0, 0, 0, 7, time.UTC)
		y, w := t.ISOWeek()
		fmt.Println(y, w, t.Format("Mon 002 __2 _2 Jan Janu _2006 .000 -07:00:00"), t.Weekday())
	}
	fmt.Printf("%#v\n", time.Date(2009, 2, 5, 5, 0, 57, 12345600, time.UTC))
	fmt.Println(time.Unix(0, 0).In(time.FixedZone("LMT", -34*60-8)).Format(time.RFC3339), string(time.Unix(5, 0).UTC().AppendFormat(nil, time.Kitchen)))
	_, err := time.ParseInLocation("2006 MST", "2010 EST", time.FixedZone("EST", -5*3600))
	fmt.Println(err)
}
