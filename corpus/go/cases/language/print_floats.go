package main

type celsius float64
type z complex64

func main() {
	for _, x := range []float64{0, 1, -1, 1.5, 123456, 999999, 1000000, 1234567.5, 123456789, 1e20, 1e21, 1e-4, 1e-5, 0.000123456, 1e100, 5e-324, 1.7976931348623157e308, 0.1, 2.0 / 3} {
		println(x, -x, float32(x))
	}
	var zero float64
	println(zero, -zero, 1/zero, -1/zero, zero/zero, 1/(-1/zero))
	println(float32(16777216), float32(3.4e38), float32(1e-45), float32(0.1), celsius(36.6))
	println(1+2i, complex64(1.1-2.2i), complex(1/zero, -zero), complex(zero/zero, zero/zero), z(1e6i))
	defer func() {
		recover()
		defer func() {
			recover()
			panic(z(1.5 - 2i))
		}()
		panic(celsius(1e6))
	}()
	panic(0.1)
}
