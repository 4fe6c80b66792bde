package os

func Exit(code int)
