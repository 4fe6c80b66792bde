package cpu

// A machine of which nothing is known: every package takes its plain Go way.
const CacheLinePadSize = 64

func doinit() {}
