package time

func tearpoint_runtimeNow() (sec int64, nsec int32, mono int64) { return now() }

func tearpoint_runtimeIsBubbled() bool { return false }
