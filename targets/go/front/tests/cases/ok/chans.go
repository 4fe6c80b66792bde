package main

type msg struct {
	id    int
	reply chan<- string
}

func serve(in <-chan msg, quit chan struct{}) {
	for {
		select {
		case m, ok := <-in:
			if !ok {
				close(quit)
				return
			}
			m.reply <- "ok"
		case <-quit:
			return
		}
	}
}

func main() {
	in := make(chan msg, 1)
	quit := make(chan struct{})
	go serve(in, quit)
	reply := make(chan string)
	in <- msg{1, reply}
	println(<-reply)
	close(in)
	<-quit
	var err any
	select {
	case err = <-reply:
	default:
		println("none", err == nil, len(in), cap(in))
	}
	c := make(chan int, 3)
	c <- 1
	c <- 2
	close(c)
	for v := range c {
		println(v)
	}
	v, ok := <-c
	println(v, ok)
	var send chan<- (<-chan int)
	_ = send
}
