
var alt int

var never = make(chan int)

// A block of zeros, large enough to pass for any structure.
var zeros = new([128]uintptr)

var text = "read-only memory, longer than a channel's header: what lies here is no address of anything, nor a lock that anybody could take"

func itoa(n int) string {
	if n < 0 {
		return "-" + itoa(-n)
	}
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func boolean(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func word(at uintptr) uintptr {
	return *(*uintptr)(unsafe.Pointer(at))
}

func store(at, value uintptr) {
	*(*uintptr)(unsafe.Pointer(at)) = value
}

func address(c chan int) uintptr {
	return *(*uintptr)(unsafe.Pointer(&c))
}

func rodata() uintptr {
	return *(*uintptr)(unsafe.Pointer(&text))
}

// waiter gives the sudog of the goroutine that waits in the queue, once there is one.
func waiter(queue uintptr) uintptr {
	for word(queue) == 0 {
		runtime.Gosched()
	}
	return word(queue)
}

// self gives the address of the caller's g: another goroutine looks at it while it waits.
func self() uintptr {
	c := make(chan int)
	var g uintptr
	go func() {
		g = word(waiter(address(c) + {{recvq}}))
		c <- 0
	}()
	<-c
	return g
}

func settle() {
	for i := 0; i < 20; i++ {
		runtime.Gosched()
	}
}

type scase struct {
	c, elem uintptr
}

//go:linkname selectgo runtime.selectgo
func selectgo(cas0 *scase, order0 *uint16, pc0 *uintptr, nsends, nrecvs int, block bool) (int, bool)

//go:linkname goready runtime.goready
func goready(g uintptr, traceskip int)
