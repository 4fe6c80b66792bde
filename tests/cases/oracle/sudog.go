package main

import (
	"runtime"
	"unsafe"
)

// What each goroutine of the scenario says when it is over.
var said [2]string

var spareSaid string

var alt = 555

var never = make(chan int)

// A block of zeros, large enough to pass for any structure.
var zeros = new([128]uintptr)

func itoa(n int) string {
	if n < 0 {
		return "-" + itoa(-n)
	}
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func received(v int, ok bool) string {
	if ok {
		return "v=" + itoa(v) + " ok=true"
	}
	return "v=" + itoa(v) + " ok=false"
}

func word(at uintptr) uintptr {
	return *(*uintptr)(unsafe.Pointer(at))
}

func address(c chan int) uintptr {
	return *(*uintptr)(unsafe.Pointer(&c))
}

func tell(i int) {
	if r := recover(); r != nil {
		said[i] = "panic:" + r.(error).Error()
	}
}

func sender(i int, c chan int, v int) {
	defer tell(i)
	c <- v
	said[i] = "sent"
}

func receiver(i int, c chan int) {
	defer tell(i)
	v, ok := <-c
	said[i] = received(v, ok)
}

func selectSender(i int, c, d chan int) {
	defer tell(i)
	select {
	case c <- 100:
		said[i] = "c sent"
	case d <- 200:
		said[i] = "d sent"
	}
}

func selectReceiver(i int, c, d chan int) {
	defer tell(i)
	select {
	case v, ok := <-c:
		said[i] = "c " + received(v, ok)
	case v, ok := <-d:
		said[i] = "d " + received(v, ok)
	}
}

func spare(c chan int) {
	v, ok := <-c
	spareSaid = received(v, ok)
}

// grow makes the goroutine's stack larger than it needs.
func grow(n int) int {
	var room [64]int
	room[n%64] = n
	if n == 0 {
		return 0
	}
	return grow(n-1) + room[(n+1)%64]
}

// waiter waits until somebody waits behind the last sudog that was seen in the queue, and gives its sudog.
func waiter(queue, seen uintptr) uintptr {
	for word(queue+8) == seen {
		runtime.Gosched()
	}
	return word(queue + 8)
}

func step(c, d chan int, name string) string {
	switch name {
	case "recv":
		v, ok := <-c
		return received(v, ok)
	case "recvnil":
		<-c
		return "recvd"
	case "nbrecv":
		select {
		case v, ok := <-c:
			return received(v, ok)
		default:
			return "default"
		}
	case "selrecv":
		select {
		case v, ok := <-c:
			return received(v, ok)
		case <-never:
			return "never"
		}
	case "recvd":
		select {
		case v, ok := <-d:
			return "d " + received(v, ok)
		default:
			return "default-d"
		}
	case "send":
		c <- 7
		return "sent"
	case "nbsend":
		select {
		case c <- 7:
			return "sent"
		default:
			return "default"
		}
	case "selsend":
		select {
		case c <- 7:
			return "sent"
		case <-never:
			return "never"
		}
	case "sendd":
		select {
		case d <- 8:
			return "sent-d"
		default:
			return "default-d"
		}
	case "close":
		close(c)
		return "closed"
	case "closed":
		close(d)
		return "closed-d"
	case "gc":
		runtime.GC()
		return "gc"
	case "stacks":
		{{stacks}}
		return "stacks"
	case "block":
		<-never
	}
	return ""
}

func main() {
	c, d, s := make(chan int, {{cap}}), make(chan int), make(chan int)
	{{fill}}
	h, hd, hs := address(c), address(d), address(s)
	queue, otherQueue := h+{{queue}}, hd+{{queue}}
	oppositeQueue := h + {{opposite}}
	go spare(s)
	sparesg := waiter(hs+{{recvq}}, 0)
	gspare := word(sparesg)

	// A goroutine that looks at main while main waits for it, and then is over.
	m, over := make(chan int), make(chan int)
	var gmain uintptr
	go func() {
		gmain = word(waiter(address(m)+{{recvq}}, 0))
		m <- 0
		<-over
	}()
	<-m
	gdead := word(waiter(address(over)+{{recvq}}, 0))

	{{start}}

	over <- 0
	runtime.Gosched()
	zeroblock := uintptr(unsafe.Pointer(zeros))
	{{tamper}}
	_, _, _, _, _, _, _, _ = sg0, sg1, oppositeQueue, otherQueue, gspare, gmain, gdead, zeroblock
	{{steps}}
	println("OBS {{name}} -> " + text)
	for i := 0; i < 20; i++ {
		runtime.Gosched()
	}
	for i := 0; i < {{goroutines}}; i++ {
		if said[i] == "" {
			println("G" + itoa(i) + " not-woken")
		} else {
			println("G" + itoa(i) + " woke: " + said[i])
		}
	}
	if spareSaid != "" {
		println("SPARE woke: " + spareSaid)
	}
	// A last look at who still waits.
	for at, i := word(queue), 0; at != 0 && i < 10; i++ {
		at = word(at + 8)
	}
	runtime.KeepAlive(s)
}
