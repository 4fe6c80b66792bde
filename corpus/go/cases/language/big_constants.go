package main

import "fmt"

const (
	huge      = 1 << 500
	big       = huge >> 498
	mersenne  = 1<<127 - 1
	fact30    = 1 * 2 * 3 * 4 * 5 * 6 * 7 * 8 * 9 * 10 * 11 * 12 * 13 * 14 * 15 * 16 * 17 * 18 * 19 * 20 * 21 * 22 * 23 * 24 * 25 * 26 * 27 * 28 * 29 * 30
	small     = fact30 / (29 * 28 * 27 * 26 * 25 * 24 * 23 * 22 * 21 * 20 * 19 * 18)
	mask      = huge - 1
	low       = mask & 0xffff
	xor       = (mask ^ (mask - 5)) & 0xff
	not       = ^huge + huge
	andn      = mask &^ (mask << 8) & 0xfff
	rem       = (huge + 7) % 1000007
	neg       = -huge / (huge / 3)
	third     = 1.0 / 3
	one       = third * 3
	tiny      = 1e-400
	large     = 1e400
	mid       = tiny * large
	pi        = 3.14159265358979323846264338327950288419716939937510582097494459
	e         = 2.71828182845904523536028747135266249775724709369995957496696763
	hex       = 0x1.8p300
	sub       = 5e-324
	half      = sub / 2 * 2
	lit       = 123456789012345678901234567890123456789012345678901234567890
	flt       = float64(lit)
	maxf      = 0x1p1023 * (1 + (1 - 0x1p-52))
	roundtrip = lit / 1e30
	cmp1      = huge > mersenne
	cmp2      = third == 1.0/3.0
	cmp3      = 0.1+0.2 == 0.3
	mixed     = 'a' + huge - huge
	shift     = uint64(huge >> 437)
	Big32     = float32(16777217.0)
	f32       = float32(0.1)
	den       = float32(1e-45)
)

func main() {
	fmt.Println(big, small, low, xor, not, andn, rem, neg)
	fmt.Println(one == 1, mid, pi, e, hex, sub, half, flt, maxf, roundtrip)
	fmt.Println(cmp1, cmp2, cmp3, mixed, shift, Big32, f32, den)
	fmt.Println(float64(huge), float32(mersenne), float64(fact30), uint64(mersenne>>63))
	var x float64 = huge / 1e100
	var y int64 = huge >> 440
	var z uint8 = huge / (huge / 200)
	fmt.Println(x, y, z, len([big]int{}), 10/3, 10/3.0, 1<<62, -1<<63)
	println(x, float64(third), one, pi*1e20)
	const a = 100000000000000000000 * 1.5 / 1e18
	fmt.Println(a, int(a), a+0.5)
	fmt.Println(0x1p-1074, 0x1.fffffffffffffp-1022, 4.9406564584124654417656879286822137236505980e-324)
	fmt.Println(0.1, 1e23, 8.41e21, 9007199254740993.0, 1.00000000000000011102230246251565, 1.00000000000000011102230246251566)
	fmt.Println(1e23 == 1e23+1, float64(1<<53+1), uint64(1<<64-1), 18446744073709551615.0)
	for i := 0; i < huge>>498; i++ {
		fmt.Print(i, " ")
	}
	fmt.Println(2.5e-8, 1/7.0, 22.0/7, 1_000_000_007*1_000_000_009%998244353)
}
