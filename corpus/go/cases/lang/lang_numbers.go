package main

type celsius float64
type bits uint8

func main() {
	var a int8 = 127
	a++
	println(a, -a, a-1)
	var u uint8 = 3
	u -= 5
	println(u, ^u, u<<1, u>>1)
	var i32 int32 = -7
	println(i32/2, i32%2, i32>>1, uint32(i32)>>1, i32<<30)
	x := uint64(1) << 63
	println(x, int64(x), x>>63)
	s := 70
	println(1<<s>>s, int64(-8)>>s, uint32(1)<<s)
	println(7&^5, 6|1, 6^3, -7/2, -7%3)
	f := 1.5
	println(f, -f, f*2, f/3, f+0.25, float32(0.1))
	println(1e100, 1e-10, 123456.789, 0.0, -0.5)
	zero := 0.0
	println(1/zero, -1/zero, zero/zero)
	println(int(f), int(-f), uint8(f*100), float64(7)/2)
	c := celsius(36.6)
	println(c, c > 30, bits(254)+1 == 255)
	println(f == 1.5, zero/zero == zero/zero, f != 1.5, 1.0 < 2.0)
	var i any = 3
	var j any = 3
	var k any = int64(3)
	println(i == j, i == k, i != nil)
	const huge = 1 << 100
	println(huge>>98, 'a', 'a'+1)
	var up uintptr = 10
	up *= 3
	println(up)
	var mn int64 = -9223372036854775808
	println(mn, -mn, mn/-1, mn%-1)
	println(0x1p-2, 1_000_000, 0b101, 0o17)
	n := 10
	n += 5
	n -= 3
	n *= 4
	n /= 5
	n %= 7
	n <<= 3
	n |= 1
	n &^= 8
	n ^= 3
	println(n)
	println(true && !false || false, !true)
	println(float32(16777216.0)+1, uint64(18446744073709551615))
	g := float32(0.1)
	h := float64(g)
	println(h, g*g, h*h)
	kk := int64(1)<<33 + 5
	println(int32(kk), uint16(70000&0xffff), int8(-129+200))
}
