//go:build go1.20

package time

const (
	DateTime = "2006-01-02 15:04:05"
	DateOnly = "2006-01-02"
	TimeOnly = "15:04:05"
)

func (t Time) Compare(u Time) int { return t.compare(u) }
