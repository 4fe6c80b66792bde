// Fields, array elements and slice elements are apart, even in one word.
package main

var x int

func main() {
	var s struct{ a, b uint8 }
	arr := [4]uint16{}
	sl := make([]bool, 4)
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func(i int) {
			if i == 0 {
				s.a = 1
			} else {
				s.b = 1
			}
			arr[i] = 1
			sl[i] = true
			done <- true
		}(i)
	}
	<-done
	<-done
	println(s.a, s.b, arr[0], arr[1], sl[0], sl[1], x)
}
