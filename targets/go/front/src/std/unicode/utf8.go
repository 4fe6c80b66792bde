package utf8

const (
	RuneError = '\uFFFD'
	RuneSelf  = 0x80
	MaxRune   = '\U0010FFFF'
	UTFMax    = 4
)

func ValidRune(r rune) bool {
	return 0 <= r && r < 0xD800 || 0xDFFF < r && r <= MaxRune
}

func RuneLen(r rune) int {
	switch {
	case r < 0:
		return -1
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case 0xD800 <= r && r <= 0xDFFF:
		return -1
	case r < 0x10000:
		return 3
	case r <= MaxRune:
		return 4
	}
	return -1
}

func AppendRune(p []byte, r rune) []byte { return append(p, string(r)...) }

func EncodeRune(p []byte, r rune) int {
	s := string(r)
	_ = p[len(s)-1]
	return copy(p, s)
}

func DecodeRuneInString(s string) (rune, int) {
	if s == "" {
		return RuneError, 0
	}
	first := RuneError
	for i, r := range s {
		if i > 0 {
			return first, i
		}
		first = r
	}
	if first == RuneError && !(len(s) == 3 && s == "\uFFFD") {
		return RuneError, 1
	}
	return first, len(s)
}

func DecodeRune(p []byte) (rune, int) {
	if len(p) > UTFMax {
		p = p[:UTFMax]
	}
	return DecodeRuneInString(string(p))
}

func DecodeLastRuneInString(s string) (rune, int) {
	if s == "" {
		return RuneError, 0
	}
	for n := 1; n <= UTFMax && n <= len(s); n++ {
		at := len(s) - n
		if RuneStart(s[at]) {
			if r, size := DecodeRuneInString(s[at:]); size == n {
				return r, n
			}
			break
		}
	}
	return RuneError, 1
}

func DecodeLastRune(p []byte) (rune, int) {
	if len(p) > UTFMax {
		p = p[len(p)-UTFMax:]
	}
	return DecodeLastRuneInString(string(p))
}

func RuneStart(b byte) bool { return b&0xC0 != 0x80 }

func FullRune(p []byte) bool {
	return FullRuneInString(string(p))
}

func FullRuneInString(s string) bool {
	if s == "" {
		return false
	}
	want := 1
	switch c := s[0]; {
	case c >= 0xf5:
	case c >= 0xf0:
		want = 4
	case c >= 0xe0:
		want = 3
	case c >= 0xc2:
		want = 2
	}
	for i := 1; i < len(s) && i < want; i++ {
		if RuneStart(s[i]) {
			return true
		}
	}
	return len(s) >= want
}

func RuneCountInString(s string) (n int) {
	for range s {
		n++
	}
	return n
}

func RuneCount(p []byte) int { return RuneCountInString(string(p)) }

func ValidString(s string) bool {
	for i, r := range s {
		if r == RuneError && (i+3 > len(s) || s[i:i+3] != "\uFFFD") {
			return false
		}
	}
	return true
}

func Valid(p []byte) bool { return ValidString(string(p)) }
