package main

func Kind[T any](x T) string {
	switch v := any(x).(type) {
	case int:
		return "int"
	case string:
		return "string " + v
	case []T:
		return "slice of T"
	case interface{ Error() string }:
		return v.Error()
	default:
		return "other"
	}
}

type E struct{}

func (E) Error() string { return "E!" }
func main()             { println(Kind(1), Kind("s"), Kind(E{}), Kind([]int{})) }
