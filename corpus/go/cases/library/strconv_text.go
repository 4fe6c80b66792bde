// What strconv gives for numbers, booleans and quoted text, errors included.
package main

import (
	"fmt"
	"strconv"
)

func main() {
	for _, s := range []string{"0", "1", "-1", "+5", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "", "x", "1x", "0x10", "0b101", "0o17", "017", "1_000", "_1", "1__0", "٣", " 1", "99999999999999999999"} {
		a, err := strconv.Atoi(s)
		fmt.Println(a, err)
		b, err := strconv.ParseInt(s, 0, 64)
		fmt.Println(b, err)
		c, err := strconv.ParseInt(s, 16, 16)
		fmt.Println(c, err)
		d, err := strconv.ParseUint(s, 10, 8)
		fmt.Println(d, err)
	}
	_, err := strconv.ParseInt("1", 37, 64)
	fmt.Println(err)
	_, err = strconv.ParseInt("1", 10, 65)
	fmt.Println(err)
	if e, ok := err.(*strconv.NumError); ok {
		fmt.Println(e.Func, e.Num, e.Err)
	}
	for _, s := range []string{"1", "t", "TRUE", "True", "0", "F", "false", "yes", ""} {
		b, err := strconv.ParseBool(s)
		fmt.Println(b, err)
	}
	for _, s := range []string{"0", "1.5", "-2.25e10", ".5", "5.", "1e400", "-1e400", "1e-400", "inf", "-Infinity", "nan", "NaN", "1e", "e5", "0x1p-2", "0x1.8p3", "1.7976931348623157e308", "4.9e-324", "2.2250738585072011e-308", "1 ", "1_0.5", "123456789012345678901234567890", "0.1", "100000000000000016777215"} {
		f, err := strconv.ParseFloat(s, 64)
		fmt.Println(f, err)
		f, err = strconv.ParseFloat(s, 32)
		fmt.Println(f, err)
	}
	for _, f := range []float64{0, 1, -1, 0.1, 1.0 / 3, 1e6, 1e7, 123456789, 1e20, 1e21, 1e22, 1e23, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, 100, 2.5, 3.5, 0.000001, 12345.678} {
		for _, verb := range []byte("eEfgGbxX") {
			for _, prec := range []int{-1, 0, 1, 3, 17} {
				fmt.Print(strconv.FormatFloat(f, verb, prec, 64), " ", strconv.FormatFloat(f, verb, prec, 32), " ")
			}
		}
		fmt.Println()
	}
	for base := 2; base <= 36; base++ {
		fmt.Print(strconv.FormatInt(-123456789, base), " ", strconv.FormatUint(1<<64-1, base), " ")
	}
	fmt.Println()
	for _, s := range []string{"", "abc", "a\"b", "a'b", "\a\b\f\n\r\t\v\\", "\x00\x1f\x7f\xff", "世界", "\u00a0\u200b\ufeff", "🎉", "`raw`", "é\u0301"} {
		fmt.Println(strconv.Quote(s), strconv.QuoteToASCII(s), strconv.CanBackquote(s))
		u, err := strconv.Unquote(strconv.Quote(s))
		fmt.Println(u == s, err)
	}
	for _, r := range []rune{'a', '\'', '"', '\n', 0, 0x7f, 'é', '世', 0x10ffff, 0x110000, -1, 0xd800} {
		fmt.Print(strconv.QuoteRune(r), " ", strconv.QuoteRuneToASCII(r), " ", strconv.IsPrint(r), " ")
	}
	fmt.Println()
	for _, s := range []string{`"a"`, "`a`", `'x'`, `'xy'`, `"\x41\u0042\103"`, `"\q"`, `"a`, `a"`, `""`, "``", `"\""`, `'\''`, `"\'"`, "\"a\nb\"", `"\xg"`} {
		u, err := strconv.Unquote(s)
		fmt.Printf("%q %v\n", u, err)
	}
	b := strconv.AppendInt([]byte("n="), -7, 10)
	b = strconv.AppendBool(b, true)
	b = strconv.AppendQuote(b, "q")
	b = strconv.AppendFloat(b, 1.5, 'g', -1, 64)
	b = strconv.AppendUint(b, 9, 10)
	fmt.Println(string(b), strconv.Itoa(-0), strconv.FormatBool(false))
}
