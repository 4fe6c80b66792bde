package time

type Month int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

var monthNames = [...]string{
	"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
}

var dayNames = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

func (m Month) String() string {
	if January <= m && m <= December {
		return monthNames[m-1]
	}
	return "%!Month(" + digits(uint64(m), 1) + ")"
}

func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return dayNames[d]
	}
	return "%!Weekday(" + digits(uint64(d), 1) + ")"
}

// Seconds since year 1 on the clock of the time's zone.
func (t Time) abs() int64 {
	return t.sec() + int64(t.Location().offset)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Days since 1 March of year 0 have a plain calendar: leap days come at the end of its years.
func (t Time) Date() (year int, month Month, day int) {
	days := floorDiv(t.abs(), secondsPerDay) + 306
	era := floorDiv(days, 146097)
	of := days - era*146097
	y := (of - of/1460 + of/36524 - of/146096) / 365
	yday := of - (365*y + y/4 - y/100)
	m := (5*yday + 2) / 153
	day = int(yday-(153*m+2)/5) + 1
	month = Month(m + 3)
	year = int(y + era*400)
	if month > December {
		month -= 12
		year++
	}
	return year, month, day
}

// Days from 1 January of year 1.
func daysBefore(year int64, month, day int64) int64 {
	if month <= 2 {
		year--
		month += 12
	}
	era := floorDiv(year, 400)
	y := year - era*400
	return era*146097 + y*365 + y/4 - y/100 + (153*(month-3)+2)/5 + day - 1 - 306
}

func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	m := int64(month) - 1
	y := int64(year) + floorDiv(m, 12)
	m -= floorDiv(m, 12) * 12
	seconds := daysBefore(y, m+1, 1)*secondsPerDay + int64(day-1)*secondsPerDay
	seconds += int64(hour)*3600 + int64(min)*60 + int64(sec) - int64(loc.offset)
	t := Unix(seconds+internalToUnix, int64(nsec))
	return t.In(loc)
}

func (t Time) AddDate(years, months, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec, t.Nanosecond(), t.Location())
}

func (t Time) Clock() (hour, min, sec int) {
	abs := t.abs()
	of := int(abs - floorDiv(abs, secondsPerDay)*secondsPerDay)
	return of / 3600, of / 60 % 60, of % 60
}

func (t Time) Year() int {
	year, _, _ := t.Date()
	return year
}

func (t Time) Month() Month {
	_, month, _ := t.Date()
	return month
}

func (t Time) Day() int {
	_, _, day := t.Date()
	return day
}

func (t Time) Hour() int {
	hour, _, _ := t.Clock()
	return hour
}

func (t Time) Minute() int {
	_, min, _ := t.Clock()
	return min
}

func (t Time) Second() int {
	_, _, sec := t.Clock()
	return sec
}

func (t Time) Nanosecond() int { return int(t.nsec()) }

func (t Time) Weekday() Weekday {
	days := floorDiv(t.abs(), secondsPerDay) + 1
	return Weekday(days - floorDiv(days, 7)*7)
}

func (t Time) YearDay() int {
	days := floorDiv(t.abs(), secondsPerDay)
	return int(days-daysBefore(int64(t.Year()), 1, 1)) + 1
}

// The week belongs to the year that has its Thursday.
func (t Time) ISOWeek() (year, week int) {
	days := floorDiv(t.abs(), secondsPerDay)
	thursday := days - (days - floorDiv(days, 7)*7) + 3
	at := Unix((thursday-daysTo1970)*secondsPerDay, 0).UTC()
	return at.Year(), (at.YearDay()-1)/7 + 1
}

func daysIn(month Month, year int) int {
	next := daysBefore(int64(year), int64(month)+1, 1)
	if month == December {
		next = daysBefore(int64(year)+1, 1, 1)
	}
	return int(next - daysBefore(int64(year), int64(month), 1))
}
