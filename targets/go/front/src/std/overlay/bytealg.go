package bytealg

// As long as asked for, with room as the allocator gives it.
func tearpoint_MakeNoZero(n int) []byte { return append([]byte(nil), make([]byte, n)...) }
