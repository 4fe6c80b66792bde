package constanttime

// The compiler's own in Go.
func tearpoint_boolToUint8(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}
