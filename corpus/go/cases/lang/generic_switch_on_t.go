package main

func Name[T ~int | ~string](x T) string {
	switch x {
	case T(rune(1)):
		return "one"
	}
	switch any(x) {
	case 2:
		return "two"
	case "2":
		return "str"
	}
	return "?"
}
func main() { println(Name(1), Name(2), Name("2"), Name("\x01")) }
