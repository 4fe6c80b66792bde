package strconv

const digits = "0123456789abcdefghijklmnopqrstuvwxyz"

func Itoa(i int) string { return FormatInt(int64(i), 10) }

func FormatInt(i int64, base int) string {
	if i < 0 {
		return string(appendUint(nil, -uint64(i), base, true))
	}
	return string(appendUint(nil, uint64(i), base, false))
}

func FormatUint(i uint64, base int) string { return string(appendUint(nil, i, base, false)) }

func AppendInt(dst []byte, i int64, base int) []byte {
	if i < 0 {
		return appendUint(dst, -uint64(i), base, true)
	}
	return appendUint(dst, uint64(i), base, false)
}

func AppendUint(dst []byte, i uint64, base int) []byte { return appendUint(dst, i, base, false) }

func appendUint(dst []byte, u uint64, base int, neg bool) []byte {
	if base < 2 || base > len(digits) {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
	var buf [65]byte
	at := len(buf)
	b := uint64(base)
	for {
		at--
		buf[at] = digits[u%b]
		u /= b
		if u == 0 {
			break
		}
	}
	if neg {
		at--
		buf[at] = '-'
	}
	return append(dst, buf[at:]...)
}

func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func AppendBool(dst []byte, b bool) []byte { return append(dst, FormatBool(b)...) }

func ParseBool(str string) (bool, error) {
	switch str {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, syntaxError("ParseBool", str)
}
