package bytes

import (
	"strings"
	"unicode"
)

// Most of these are those of package strings, on copies.

func Equal(a, b []byte) bool { return string(a) == string(b) }

func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

func Contains(b, subslice []byte) bool { return strings.Contains(string(b), string(subslice)) }
func ContainsAny(b []byte, chars string) bool { return strings.ContainsAny(string(b), chars) }
func ContainsRune(b []byte, r rune) bool { return strings.ContainsRune(string(b), r) }
func Count(s, sep []byte) int { return strings.Count(string(s), string(sep)) }
func HasPrefix(s, prefix []byte) bool { return strings.HasPrefix(string(s), string(prefix)) }
func HasSuffix(s, suffix []byte) bool { return strings.HasSuffix(string(s), string(suffix)) }
func Index(s, sep []byte) int { return strings.Index(string(s), string(sep)) }
func LastIndex(s, sep []byte) int { return strings.LastIndex(string(s), string(sep)) }
func IndexByte(b []byte, c byte) int { return strings.IndexByte(string(b), c) }
func LastIndexByte(b []byte, c byte) int { return strings.LastIndexByte(string(b), c) }
func IndexRune(s []byte, r rune) int { return strings.IndexRune(string(s), r) }
func IndexAny(s []byte, chars string) int { return strings.IndexAny(string(s), chars) }
func IndexFunc(s []byte, f func(r rune) bool) int { return strings.IndexFunc(string(s), f) }
func EqualFold(s, t []byte) bool { return strings.EqualFold(string(s), string(t)) }
func Compare(a, b []byte) int { return strings.Compare(string(a), string(b)) }

func Repeat(b []byte, count int) []byte { return []byte(strings.Repeat(string(b), count)) }
func ToUpper(s []byte) []byte { return []byte(strings.ToUpper(string(s))) }
func ToLower(s []byte) []byte { return []byte(strings.ToLower(string(s))) }
func Title(s []byte) []byte { return []byte(strings.Title(string(s))) }
func Map(mapping func(r rune) rune, s []byte) []byte { return []byte(strings.Map(mapping, string(s))) }
func Replace(s, old, new []byte, n int) []byte { return []byte(strings.Replace(string(s), string(old), string(new), n)) }
func ReplaceAll(s, old, new []byte) []byte { return []byte(strings.ReplaceAll(string(s), string(old), string(new))) }

func Runes(s []byte) []rune { return []rune(string(s)) }

// slices are those parts of s that make up the strings.
func slices(s []byte, parts []string, gap int) [][]byte {
	if parts == nil {
		return nil
	}
	a := make([][]byte, len(parts))
	for i, part := range parts {
		a[i] = s[:len(part):len(part)]
		if i+1 < len(parts) {
			s = s[len(part)+gap:]
		}
	}
	return a
}

func Split(s, sep []byte) [][]byte { return SplitN(s, sep, -1) }

func SplitN(s, sep []byte, n int) [][]byte {
	return slices(s, strings.SplitN(string(s), string(sep), n), len(sep))
}

func Fields(s []byte) [][]byte {
	a := [][]byte{}
	start := -1
	for i, r := range string(s) {
		if unicode.IsSpace(r) {
			if start >= 0 {
				a = append(a, s[start:i:i])
				start = -1
			}
		} else if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		a = append(a, s[start:len(s):len(s)])
	}
	return a
}

func Join(s [][]byte, sep []byte) []byte {
	b := []byte{}
	for i, part := range s {
		if i > 0 {
			b = append(b, sep...)
		}
		b = append(b, part...)
	}
	return b
}

func TrimLeftFunc(s []byte, f func(r rune) bool) []byte {
	return s[len(s)-len(strings.TrimLeftFunc(string(s), f)):]
}

func TrimRightFunc(s []byte, f func(r rune) bool) []byte {
	return s[:len(strings.TrimRightFunc(string(s), f))]
}

func TrimFunc(s []byte, f func(r rune) bool) []byte { return TrimRightFunc(TrimLeftFunc(s, f), f) }

func within(cutset string) func(rune) bool {
	return func(r rune) bool { return strings.IndexRune(cutset, r) >= 0 }
}

func Trim(s []byte, cutset string) []byte      { return TrimFunc(s, within(cutset)) }
func TrimLeft(s []byte, cutset string) []byte  { return TrimLeftFunc(s, within(cutset)) }
func TrimRight(s []byte, cutset string) []byte { return TrimRightFunc(s, within(cutset)) }
func TrimSpace(s []byte) []byte                { return TrimFunc(s, unicode.IsSpace) }

func TrimPrefix(s, prefix []byte) []byte {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

func TrimSuffix(s, suffix []byte) []byte {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}
