package time

// ParseError says which part of a value does not fit which part of a layout.
type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

func (e *ParseError) Error() string {
	if e.Message != "" {
		return "parsing time " + quote(e.Value) + e.Message
	}
	return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) + ": cannot parse " + quote(e.ValueElem) + " as " + quote(e.LayoutElem)
}

// What was read so far. Month, day and day of the year are -1 where the value says nothing.
type parsed struct {
	year, month, day, yday int
	hour, min, sec, nsec   int
	pm, am                 bool
	utc, offsetKnown       bool
	offset                 int
	zone                   string
}

func Parse(layout, value string) (Time, error) {
	return parse(layout, value, UTC, Local)
}

func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	return parse(layout, value, loc, loc)
}

func parse(layout, value string, otherwise, local *Location) (Time, error) {
	p := parsed{month: -1, day: -1, yday: -1}
	rest, left := value, layout
	for {
		before, part, after := cutLayout(left)
		behind, ok := skipText(rest, before)
		if !ok {
			return Time{}, &ParseError{layout, value, before, behind, ""}
		}
		rest = behind
		if part == "" {
			if rest != "" {
				return Time{}, &ParseError{layout, value, "", rest, ": extra text: " + quote(rest)}
			}
			break
		}
		left = after
		next, outside, ok := p.read(part, rest, left)
		if outside != "" {
			return Time{}, &ParseError{layout, value, part, next, ": " + outside + " out of range"}
		}
		if !ok {
			return Time{}, &ParseError{layout, value, part, rest, ""}
		}
		rest = next
	}
	if problem := p.settle(); problem != "" {
		return Time{}, &ParseError{layout, value, "", value, problem}
	}
	return p.time(otherwise, local), nil
}

// What follows the text of a layout. Spaces there stand for any number of them.
func skipText(value, text string) (string, bool) {
	for text != "" {
		if text[0] == ' ' {
			if value != "" && value[0] != ' ' {
				return value, false
			}
			text, value = cutSpaces(text), cutSpaces(value)
			continue
		}
		if value == "" || value[0] != text[0] {
			return value, false
		}
		text, value = text[1:], value[1:]
	}
	return value, true
}

func cutSpaces(s string) string {
	for s != "" && s[0] == ' ' {
		s = s[1:]
	}
	return s
}

func isDigit(s string, at int) bool {
	return at < len(s) && '0' <= s[at] && s[at] <= '9'
}

// A number of at most width digits, of exactly so many if it is fixed.
func readNumber(s string, width int, fixed bool) (n int, rest string, ok bool) {
	count := 0
	for count < width && isDigit(s, count) {
		n = n*10 + int(s[count]-'0')
		count++
	}
	if count == 0 || fixed && count < width {
		return 0, s, false
	}
	return n, s[count:], true
}

// All of s as a number, perhaps with a sign.
func wholeNumber(s string) (n int, ok bool) {
	negative := s != "" && s[0] == '-'
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	n, rest, ok := readNumber(s, 18, false)
	if negative {
		n = -n
	}
	return n, ok && rest == ""
}

// Which of names s starts with, whatever the case of its letters; of length bytes if that is not 0.
func readName(names []string, length int, s string) (at int, rest string, ok bool) {
	for at, name := range names {
		if length > 0 {
			name = name[:length]
		}
		if len(s) < len(name) {
			continue
		}
		same := true
		for i := 0; i < len(name); i++ {
			a, b := name[i]|0x20, s[i]|0x20
			if name[i] != s[i] && (a != b || a < 'a' || a > 'z') {
				same = false
				break
			}
		}
		if same {
			return at, s[len(name):], true
		}
	}
	return 0, s, false
}

// One part of the layout: what is left of the value, and what of it is out of range.
func (p *parsed) read(part, s, left string) (rest, outside string, ok bool) {
	if n := fractionLen(part); n > 0 {
		return p.readFraction(part, s, n)
	}
	switch part {
	case "2006":
		if len(s) < 4 || !isDigit(s, 0) {
			return s, "", false
		}
		p.year, ok = wholeNumber(s[:4])
		return s[4:], "", ok
	case "06":
		if len(s) < 2 {
			return s, "", false
		}
		p.year, ok = wholeNumber(s[:2])
		p.year += 2000
		if p.year >= 2069 {
			p.year -= 100
		}
		return s[2:], "", ok
	case "Jan":
		p.month, rest, ok = readName(monthNames[:], 3, s)
		p.month++
		return rest, "", ok
	case "January":
		p.month, rest, ok = readName(monthNames[:], 0, s)
		p.month++
		return rest, "", ok
	case "Mon":
		_, rest, ok = readName(dayNames[:], 3, s)
		return rest, "", ok
	case "Monday":
		_, rest, ok = readName(dayNames[:], 0, s)
		return rest, "", ok
	case "01", "1":
		p.month, rest, ok = readNumber(s, 2, part == "01")
		if ok && (p.month <= 0 || p.month > 12) {
			outside = "month"
		}
	case "02", "_2", "2":
		if part == "_2" && s != "" && s[0] == ' ' {
			s = s[1:]
		}
		p.day, rest, ok = readNumber(s, 2, part == "02")
	case "002", "__2":
		for i := 0; i < 2 && part == "__2" && s != "" && s[0] == ' '; i++ {
			s = s[1:]
		}
		p.yday, rest, ok = readNumber(s, 3, part == "002")
	case "15":
		p.hour, rest, ok = readNumber(s, 2, false)
		if ok && p.hour >= 24 {
			outside = "hour"
		}
	case "03", "3":
		p.hour, rest, ok = readNumber(s, 2, part == "03")
		if ok && p.hour > 12 {
			outside = "hour"
		}
	case "04", "4":
		p.min, rest, ok = readNumber(s, 2, part == "04")
		if ok && p.min >= 60 {
			outside = "minute"
		}
	case "05", "5":
		p.sec, rest, ok = readNumber(s, 2, part == "05")
		if ok && p.sec >= 60 {
			return rest, "second", true
		}
		return p.fractionOfNoLayout(rest, left, ok)
	case "PM", "pm":
		if len(s) < 2 {
			return s, "", false
		}
		am := "AM"
		if part == "pm" {
			am = "am"
		}
		switch s[:2] {
		case part:
			p.pm = true
		case am:
			p.am = true
		default:
			return s, "", false
		}
		return s[2:], "", true
	case "MST":
		if hasPrefix(s, "UTC") {
			p.utc = true
			return s[3:], "", true
		}
		n := zoneNameLen(s)
		p.zone, rest = s[:n], s[n:]
		return rest, "", n > 0
	default:
		return p.readOffset(part, s)
	}
	return rest, outside, ok
}

// A fraction may follow the seconds although the layout has none there.
func (p *parsed) fractionOfNoLayout(s, left string, ok bool) (string, string, bool) {
	if !ok || !startsFraction(s) {
		return s, "", ok
	}
	if _, next, _ := cutLayout(left); fractionLen(next) > 0 {
		return s, "", true
	}
	n := 2
	for isDigit(s, n) {
		n++
	}
	ok = p.setFraction(s[:n])
	return s[n:], "", ok
}

func startsFraction(s string) bool {
	return s != "" && (s[0] == '.' || s[0] == ',') && isDigit(s, 1)
}

func (p *parsed) readFraction(part, s string, n int) (string, string, bool) {
	if part[1] == '9' {
		if !startsFraction(s) {
			return s, "", true
		}
		n = 1
		for n < 10 && isDigit(s, n) {
			n++
		}
	}
	if len(s) < n || !p.setFraction(s[:n]) {
		return s, "", false
	}
	return s[n:], "", true
}

// A point or comma and digits, of which nine count.
func (p *parsed) setFraction(s string) bool {
	if s[0] != '.' && s[0] != ',' {
		return false
	}
	if len(s) > 10 {
		s = s[:10]
	}
	n, ok := wholeNumber(s[1:])
	if !ok || n < 0 {
		return false
	}
	for i := len(s); i < 10; i++ {
		n *= 10
	}
	p.nsec = n
	return true
}

func (p *parsed) readOffset(part, s string) (rest, outside string, ok bool) {
	if part[0] == 'Z' {
		if s != "" && s[0] == 'Z' {
			p.utc = true
			return s[1:], "", true
		}
		part = "-" + part[1:]
	}
	colon := len(part) > 3 && part[3] == ':'
	if len(s) < len(part) || s[0] != '+' && s[0] != '-' {
		return s, "", false
	}
	digits := ""
	for i := 1; i < len(part); i++ {
		if colon && i%3 == 0 {
			if s[i] != ':' {
				return s, "", false
			}
			continue
		}
		digits += s[i : i+1]
	}
	total, unit, names := 0, 3600, [...]string{"hour", "minute", "second"}
	for i := 0; i < len(digits); i += 2 {
		n, _, ok := readNumber(digits[i:], 2, true)
		if !ok {
			return s, "", false
		}
		if boundedOffsets && (n > 24 && i == 0 || n > 60) {
			return s[len(part):], "time zone offset " + names[i/2], true
		}
		total += n * unit
		unit /= 60
	}
	if s[0] == '-' {
		total = -total
	}
	p.offset, p.offsetKnown = total, true
	return s[len(part):], "", true
}

// The length of a zone's abbreviation at the start of s, 0 if there is none.
func zoneNameLen(s string) int {
	switch {
	case len(s) < 3:
		return 0
	case hasPrefix(s, "ChST") || hasPrefix(s, "MeST"):
		return 4
	case hasPrefix(s, "GMT"):
		return 3 + hoursLen(s[3:])
	case s[0] == '+' || s[0] == '-':
		return hoursLen(s)
	}
	n := 0
	for n < 6 && n < len(s) && 'A' <= s[n] && s[n] <= 'Z' {
		n++
	}
	if n == 3 || n == 5 && s[4] == 'T' || n == 4 && (s[3] == 'T' || hasPrefix(s, "WITA")) {
		return n
	}
	return 0
}

// The length of a sign and hours, 0 if there are none, or too many.
func hoursLen(s string) int {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0
	}
	n, rest, ok := readNumber(s[1:], 18, false)
	if !ok || n > 23 {
		return 0
	}
	return len(s) - len(rest)
}

// Hours of a half day, and which day it is. Gives what is wrong with it.
func (p *parsed) settle() string {
	if p.pm && p.hour < 12 {
		p.hour += 12
	} else if p.am && p.hour == 12 {
		p.hour = 0
	}
	if p.yday >= 0 {
		days := 337 + daysIn(February, p.year)
		if p.yday < 1 || p.yday > days {
			return ": day-of-year out of range"
		}
		month, day := 1, p.yday
		for day > daysIn(Month(month), p.year) {
			day -= daysIn(Month(month), p.year)
			month++
		}
		if p.month >= 0 && p.month != month {
			return ": day-of-year does not match month"
		}
		p.month = month
		if p.day >= 0 && p.day != day {
			return ": day-of-year does not match day"
		}
		p.day = day
	}
	if p.month < 0 {
		p.month = 1
	}
	if p.day < 0 {
		p.day = 1
	}
	if p.day < 1 || p.day > daysIn(Month(p.month), p.year) {
		return ": day out of range"
	}
	return ""
}

func (p *parsed) time(otherwise, local *Location) Time {
	at := func(loc *Location) Time {
		return Date(p.year, Month(p.month), p.day, p.hour, p.min, p.sec, p.nsec, loc)
	}
	switch {
	case p.utc:
		return at(UTC)
	case p.offsetKnown:
		if p.offset == local.offset && (p.zone == "" || p.zone == local.name) {
			return at(local)
		}
		return at(FixedZone(p.zone, p.offset))
	case p.zone != "":
		if p.zone == local.name {
			return at(local)
		}
		// Somebody else's abbreviation: nobody knows how far it is off.
		offset := 0
		if hasPrefix(p.zone, "GMT") && len(p.zone) > 3 {
			hours, _ := wholeNumber(p.zone[3:])
			offset = hours * 3600
		}
		return at(UTC).In(FixedZone(p.zone, offset))
	}
	return at(otherwise)
}
