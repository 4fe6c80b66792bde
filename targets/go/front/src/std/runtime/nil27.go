//go:build go1.27

package runtime

const panicNilText = "runtime error: panic called with nil argument"
