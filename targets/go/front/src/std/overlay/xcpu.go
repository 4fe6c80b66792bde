package cpu

// A machine of which nothing is known.
const cacheLineSize = 64

func initOptions() {}
func archInit()    {}

const IsBigEndian = false
