//go:build !go1.23

package time

const boundedOffsets = false
