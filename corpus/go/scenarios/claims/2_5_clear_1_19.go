// Article 2.5, the nearest true thing: up to Go 1.20, a map that starts to grow and is then cleared, both inside its own
// range loop, shows cleared entries again (golang issue 59411). Fixed in 1.21.
package main

//go:noinline
func clearAll(m map[int]int) {
	for k := range m {
		delete(m, k)
	}
}

func main() {
	m := map[int]int{}
	for i := 0; i < 104; i++ {
		m[i] = i
	}
	ghosts, first := 0, true
	for k := range m {
		if !first && k < 1000 {
			ghosts++
		}
		if first {
			for i := 1000; i < 1005; i++ {
				m[i] = i
			}
			clearAll(m)
			first = false
		}
	}
	println("ghosts", ghosts > 0)
}
