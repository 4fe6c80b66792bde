package main

var flag int
var arr [4]int

func main() {
	for i := range arr {
		go func(k int) { arr[k] = k * k; flag++ }(i)
	}
	for flag < 4 {
		for j := 0; j < 100; j++ {
		}
	}
	println(arr[0] + arr[1] + arr[2] + arr[3])
}
