// What gc makes of conditions and arithmetic on lengths that were overwritten: it takes a length for not negative.
package main

import "unsafe"

type header struct {
	p    unsafe.Pointer
	l, c int
}

var mem = new([64]byte)
var n0, n1, n2, n3 = 0, 1, 2, 3
var headers = []header{{l: -1, c: -1}, {l: -5, c: 8}, {l: 4, c: -5}, {l: 4, c: 8}, {l: 8, c: 4}, {l: 1, c: 1}}

func slice(h header) []byte { h.p = unsafe.Pointer(&mem[32]); return *(*[]byte)(unsafe.Pointer(&h)) }
func text(h header) string  { h.p = unsafe.Pointer(&mem[32]); return *(*string)(unsafe.Pointer(&h)) }

//go:noinline
func f1(s []byte, t string) bool { return len(s) < -1 }

//go:noinline
func g1(s []byte, t string) bool {
	if len(s) < -1 {
		return true
	}
	return false
}

//go:noinline
func f2(s []byte, t string) bool { return len(s) < 0 }

//go:noinline
func g2(s []byte, t string) bool {
	if len(s) < 0 {
		return true
	}
	return false
}

//go:noinline
func f3(s []byte, t string) bool { return len(s) < 1 }

//go:noinline
func g3(s []byte, t string) bool {
	if len(s) < 1 {
		return true
	}
	return false
}

//go:noinline
func f4(s []byte, t string) bool { return len(s) < 2 }

//go:noinline
func g4(s []byte, t string) bool {
	if len(s) < 2 {
		return true
	}
	return false
}

//go:noinline
func f5(s []byte, t string) bool { return 0 < len(s) }

//go:noinline
func g5(s []byte, t string) bool {
	if 0 < len(s) {
		return true
	}
	return false
}

//go:noinline
func f6(s []byte, t string) bool { return 1 < len(s) }

//go:noinline
func g6(s []byte, t string) bool {
	if 1 < len(s) {
		return true
	}
	return false
}

//go:noinline
func f7(s []byte, t string) bool { return len(s) <= -1 }

//go:noinline
func g7(s []byte, t string) bool {
	if len(s) <= -1 {
		return true
	}
	return false
}

//go:noinline
func f8(s []byte, t string) bool { return len(s) <= 0 }

//go:noinline
func g8(s []byte, t string) bool {
	if len(s) <= 0 {
		return true
	}
	return false
}

//go:noinline
func f9(s []byte, t string) bool { return len(s) <= 1 }

//go:noinline
func g9(s []byte, t string) bool {
	if len(s) <= 1 {
		return true
	}
	return false
}

//go:noinline
func f10(s []byte, t string) bool { return len(s) <= 2 }

//go:noinline
func g10(s []byte, t string) bool {
	if len(s) <= 2 {
		return true
	}
	return false
}

//go:noinline
func f11(s []byte, t string) bool { return 0 <= len(s) }

//go:noinline
func g11(s []byte, t string) bool {
	if 0 <= len(s) {
		return true
	}
	return false
}

//go:noinline
func f12(s []byte, t string) bool { return 1 <= len(s) }

//go:noinline
func g12(s []byte, t string) bool {
	if 1 <= len(s) {
		return true
	}
	return false
}

//go:noinline
func f13(s []byte, t string) bool { return len(s) > -1 }

//go:noinline
func g13(s []byte, t string) bool {
	if len(s) > -1 {
		return true
	}
	return false
}

//go:noinline
func f14(s []byte, t string) bool { return len(s) > 0 }

//go:noinline
func g14(s []byte, t string) bool {
	if len(s) > 0 {
		return true
	}
	return false
}

//go:noinline
func f15(s []byte, t string) bool { return len(s) > 1 }

//go:noinline
func g15(s []byte, t string) bool {
	if len(s) > 1 {
		return true
	}
	return false
}

//go:noinline
func f16(s []byte, t string) bool { return len(s) > 2 }

//go:noinline
func g16(s []byte, t string) bool {
	if len(s) > 2 {
		return true
	}
	return false
}

//go:noinline
func f17(s []byte, t string) bool { return 0 > len(s) }

//go:noinline
func g17(s []byte, t string) bool {
	if 0 > len(s) {
		return true
	}
	return false
}

//go:noinline
func f18(s []byte, t string) bool { return 1 > len(s) }

//go:noinline
func g18(s []byte, t string) bool {
	if 1 > len(s) {
		return true
	}
	return false
}

//go:noinline
func f19(s []byte, t string) bool { return len(s) >= -1 }

//go:noinline
func g19(s []byte, t string) bool {
	if len(s) >= -1 {
		return true
	}
	return false
}

//go:noinline
func f20(s []byte, t string) bool { return len(s) >= 0 }

//go:noinline
func g20(s []byte, t string) bool {
	if len(s) >= 0 {
		return true
	}
	return false
}

//go:noinline
func f21(s []byte, t string) bool { return len(s) >= 1 }

//go:noinline
func g21(s []byte, t string) bool {
	if len(s) >= 1 {
		return true
	}
	return false
}

//go:noinline
func f22(s []byte, t string) bool { return len(s) >= 2 }

//go:noinline
func g22(s []byte, t string) bool {
	if len(s) >= 2 {
		return true
	}
	return false
}

//go:noinline
func f23(s []byte, t string) bool { return 0 >= len(s) }

//go:noinline
func g23(s []byte, t string) bool {
	if 0 >= len(s) {
		return true
	}
	return false
}

//go:noinline
func f24(s []byte, t string) bool { return 1 >= len(s) }

//go:noinline
func g24(s []byte, t string) bool {
	if 1 >= len(s) {
		return true
	}
	return false
}

//go:noinline
func f25(s []byte, t string) bool { return len(s) == -1 }

//go:noinline
func g25(s []byte, t string) bool {
	if len(s) == -1 {
		return true
	}
	return false
}

//go:noinline
func f26(s []byte, t string) bool { return len(s) == 0 }

//go:noinline
func g26(s []byte, t string) bool {
	if len(s) == 0 {
		return true
	}
	return false
}

//go:noinline
func f27(s []byte, t string) bool { return len(s) == 1 }

//go:noinline
func g27(s []byte, t string) bool {
	if len(s) == 1 {
		return true
	}
	return false
}

//go:noinline
func f28(s []byte, t string) bool { return len(s) == 2 }

//go:noinline
func g28(s []byte, t string) bool {
	if len(s) == 2 {
		return true
	}
	return false
}

//go:noinline
func f29(s []byte, t string) bool { return 0 == len(s) }

//go:noinline
func g29(s []byte, t string) bool {
	if 0 == len(s) {
		return true
	}
	return false
}

//go:noinline
func f30(s []byte, t string) bool { return 1 == len(s) }

//go:noinline
func g30(s []byte, t string) bool {
	if 1 == len(s) {
		return true
	}
	return false
}

//go:noinline
func f31(s []byte, t string) bool { return len(s) != -1 }

//go:noinline
func g31(s []byte, t string) bool {
	if len(s) != -1 {
		return true
	}
	return false
}

//go:noinline
func f32(s []byte, t string) bool { return len(s) != 0 }

//go:noinline
func g32(s []byte, t string) bool {
	if len(s) != 0 {
		return true
	}
	return false
}

//go:noinline
func f33(s []byte, t string) bool { return len(s) != 1 }

//go:noinline
func g33(s []byte, t string) bool {
	if len(s) != 1 {
		return true
	}
	return false
}

//go:noinline
func f34(s []byte, t string) bool { return len(s) != 2 }

//go:noinline
func g34(s []byte, t string) bool {
	if len(s) != 2 {
		return true
	}
	return false
}

//go:noinline
func f35(s []byte, t string) bool { return 0 != len(s) }

//go:noinline
func g35(s []byte, t string) bool {
	if 0 != len(s) {
		return true
	}
	return false
}

//go:noinline
func f36(s []byte, t string) bool { return 1 != len(s) }

//go:noinline
func g36(s []byte, t string) bool {
	if 1 != len(s) {
		return true
	}
	return false
}

//go:noinline
func f37(s []byte, t string) bool { return len(s)-1 < 0 }

//go:noinline
func g37(s []byte, t string) bool {
	if len(s)-1 < 0 {
		return true
	}
	return false
}

//go:noinline
func f38(s []byte, t string) bool { return len(s)+1 > 0 }

//go:noinline
func g38(s []byte, t string) bool {
	if len(s)+1 > 0 {
		return true
	}
	return false
}

//go:noinline
func f39(s []byte, t string) bool { return len(s) < n3 }

//go:noinline
func g39(s []byte, t string) bool {
	if len(s) < n3 {
		return true
	}
	return false
}

//go:noinline
func f40(s []byte, t string) bool { return len(s) > n0 }

//go:noinline
func g40(s []byte, t string) bool {
	if len(s) > n0 {
		return true
	}
	return false
}

//go:noinline
func f41(s []byte, t string) bool { return uint(len(s)) > 3 }

//go:noinline
func g41(s []byte, t string) bool {
	if uint(len(s)) > 3 {
		return true
	}
	return false
}

//go:noinline
func f42(s []byte, t string) bool { return int64(len(s)) > 0 }

//go:noinline
func g42(s []byte, t string) bool {
	if int64(len(s)) > 0 {
		return true
	}
	return false
}

//go:noinline
func f43(s []byte, t string) bool { return int32(len(s)) > 0 }

//go:noinline
func g43(s []byte, t string) bool {
	if int32(len(s)) > 0 {
		return true
	}
	return false
}

//go:noinline
func f44(s []byte, t string) bool { return n0 < len(s) && len(s) > 1 }

//go:noinline
func g44(s []byte, t string) bool {
	if n0 < len(s) && len(s) > 1 {
		return true
	}
	return false
}

//go:noinline
func f45(s []byte, t string) bool { return cap(s) < -1 }

//go:noinline
func g45(s []byte, t string) bool {
	if cap(s) < -1 {
		return true
	}
	return false
}

//go:noinline
func f46(s []byte, t string) bool { return cap(s) < 0 }

//go:noinline
func g46(s []byte, t string) bool {
	if cap(s) < 0 {
		return true
	}
	return false
}

//go:noinline
func f47(s []byte, t string) bool { return cap(s) < 1 }

//go:noinline
func g47(s []byte, t string) bool {
	if cap(s) < 1 {
		return true
	}
	return false
}

//go:noinline
func f48(s []byte, t string) bool { return cap(s) < 2 }

//go:noinline
func g48(s []byte, t string) bool {
	if cap(s) < 2 {
		return true
	}
	return false
}

//go:noinline
func f49(s []byte, t string) bool { return 0 < cap(s) }

//go:noinline
func g49(s []byte, t string) bool {
	if 0 < cap(s) {
		return true
	}
	return false
}

//go:noinline
func f50(s []byte, t string) bool { return 1 < cap(s) }

//go:noinline
func g50(s []byte, t string) bool {
	if 1 < cap(s) {
		return true
	}
	return false
}

//go:noinline
func f51(s []byte, t string) bool { return cap(s) <= -1 }

//go:noinline
func g51(s []byte, t string) bool {
	if cap(s) <= -1 {
		return true
	}
	return false
}

//go:noinline
func f52(s []byte, t string) bool { return cap(s) <= 0 }

//go:noinline
func g52(s []byte, t string) bool {
	if cap(s) <= 0 {
		return true
	}
	return false
}

//go:noinline
func f53(s []byte, t string) bool { return cap(s) <= 1 }

//go:noinline
func g53(s []byte, t string) bool {
	if cap(s) <= 1 {
		return true
	}
	return false
}

//go:noinline
func f54(s []byte, t string) bool { return cap(s) <= 2 }

//go:noinline
func g54(s []byte, t string) bool {
	if cap(s) <= 2 {
		return true
	}
	return false
}

//go:noinline
func f55(s []byte, t string) bool { return 0 <= cap(s) }

//go:noinline
func g55(s []byte, t string) bool {
	if 0 <= cap(s) {
		return true
	}
	return false
}

//go:noinline
func f56(s []byte, t string) bool { return 1 <= cap(s) }

//go:noinline
func g56(s []byte, t string) bool {
	if 1 <= cap(s) {
		return true
	}
	return false
}

//go:noinline
func f57(s []byte, t string) bool { return cap(s) > -1 }

//go:noinline
func g57(s []byte, t string) bool {
	if cap(s) > -1 {
		return true
	}
	return false
}

//go:noinline
func f58(s []byte, t string) bool { return cap(s) > 0 }

//go:noinline
func g58(s []byte, t string) bool {
	if cap(s) > 0 {
		return true
	}
	return false
}

//go:noinline
func f59(s []byte, t string) bool { return cap(s) > 1 }

//go:noinline
func g59(s []byte, t string) bool {
	if cap(s) > 1 {
		return true
	}
	return false
}

//go:noinline
func f60(s []byte, t string) bool { return cap(s) > 2 }

//go:noinline
func g60(s []byte, t string) bool {
	if cap(s) > 2 {
		return true
	}
	return false
}

//go:noinline
func f61(s []byte, t string) bool { return 0 > cap(s) }

//go:noinline
func g61(s []byte, t string) bool {
	if 0 > cap(s) {
		return true
	}
	return false
}

//go:noinline
func f62(s []byte, t string) bool { return 1 > cap(s) }

//go:noinline
func g62(s []byte, t string) bool {
	if 1 > cap(s) {
		return true
	}
	return false
}

//go:noinline
func f63(s []byte, t string) bool { return cap(s) >= -1 }

//go:noinline
func g63(s []byte, t string) bool {
	if cap(s) >= -1 {
		return true
	}
	return false
}

//go:noinline
func f64(s []byte, t string) bool { return cap(s) >= 0 }

//go:noinline
func g64(s []byte, t string) bool {
	if cap(s) >= 0 {
		return true
	}
	return false
}

//go:noinline
func f65(s []byte, t string) bool { return cap(s) >= 1 }

//go:noinline
func g65(s []byte, t string) bool {
	if cap(s) >= 1 {
		return true
	}
	return false
}

//go:noinline
func f66(s []byte, t string) bool { return cap(s) >= 2 }

//go:noinline
func g66(s []byte, t string) bool {
	if cap(s) >= 2 {
		return true
	}
	return false
}

//go:noinline
func f67(s []byte, t string) bool { return 0 >= cap(s) }

//go:noinline
func g67(s []byte, t string) bool {
	if 0 >= cap(s) {
		return true
	}
	return false
}

//go:noinline
func f68(s []byte, t string) bool { return 1 >= cap(s) }

//go:noinline
func g68(s []byte, t string) bool {
	if 1 >= cap(s) {
		return true
	}
	return false
}

//go:noinline
func f69(s []byte, t string) bool { return cap(s) == -1 }

//go:noinline
func g69(s []byte, t string) bool {
	if cap(s) == -1 {
		return true
	}
	return false
}

//go:noinline
func f70(s []byte, t string) bool { return cap(s) == 0 }

//go:noinline
func g70(s []byte, t string) bool {
	if cap(s) == 0 {
		return true
	}
	return false
}

//go:noinline
func f71(s []byte, t string) bool { return cap(s) == 1 }

//go:noinline
func g71(s []byte, t string) bool {
	if cap(s) == 1 {
		return true
	}
	return false
}

//go:noinline
func f72(s []byte, t string) bool { return cap(s) == 2 }

//go:noinline
func g72(s []byte, t string) bool {
	if cap(s) == 2 {
		return true
	}
	return false
}

//go:noinline
func f73(s []byte, t string) bool { return 0 == cap(s) }

//go:noinline
func g73(s []byte, t string) bool {
	if 0 == cap(s) {
		return true
	}
	return false
}

//go:noinline
func f74(s []byte, t string) bool { return 1 == cap(s) }

//go:noinline
func g74(s []byte, t string) bool {
	if 1 == cap(s) {
		return true
	}
	return false
}

//go:noinline
func f75(s []byte, t string) bool { return cap(s) != -1 }

//go:noinline
func g75(s []byte, t string) bool {
	if cap(s) != -1 {
		return true
	}
	return false
}

//go:noinline
func f76(s []byte, t string) bool { return cap(s) != 0 }

//go:noinline
func g76(s []byte, t string) bool {
	if cap(s) != 0 {
		return true
	}
	return false
}

//go:noinline
func f77(s []byte, t string) bool { return cap(s) != 1 }

//go:noinline
func g77(s []byte, t string) bool {
	if cap(s) != 1 {
		return true
	}
	return false
}

//go:noinline
func f78(s []byte, t string) bool { return cap(s) != 2 }

//go:noinline
func g78(s []byte, t string) bool {
	if cap(s) != 2 {
		return true
	}
	return false
}

//go:noinline
func f79(s []byte, t string) bool { return 0 != cap(s) }

//go:noinline
func g79(s []byte, t string) bool {
	if 0 != cap(s) {
		return true
	}
	return false
}

//go:noinline
func f80(s []byte, t string) bool { return 1 != cap(s) }

//go:noinline
func g80(s []byte, t string) bool {
	if 1 != cap(s) {
		return true
	}
	return false
}

//go:noinline
func f81(s []byte, t string) bool { return cap(s)-1 < 0 }

//go:noinline
func g81(s []byte, t string) bool {
	if cap(s)-1 < 0 {
		return true
	}
	return false
}

//go:noinline
func f82(s []byte, t string) bool { return cap(s)+1 > 0 }

//go:noinline
func g82(s []byte, t string) bool {
	if cap(s)+1 > 0 {
		return true
	}
	return false
}

//go:noinline
func f83(s []byte, t string) bool { return cap(s) < n3 }

//go:noinline
func g83(s []byte, t string) bool {
	if cap(s) < n3 {
		return true
	}
	return false
}

//go:noinline
func f84(s []byte, t string) bool { return cap(s) > n0 }

//go:noinline
func g84(s []byte, t string) bool {
	if cap(s) > n0 {
		return true
	}
	return false
}

//go:noinline
func f85(s []byte, t string) bool { return uint(cap(s)) > 3 }

//go:noinline
func g85(s []byte, t string) bool {
	if uint(cap(s)) > 3 {
		return true
	}
	return false
}

//go:noinline
func f86(s []byte, t string) bool { return int64(cap(s)) > 0 }

//go:noinline
func g86(s []byte, t string) bool {
	if int64(cap(s)) > 0 {
		return true
	}
	return false
}

//go:noinline
func f87(s []byte, t string) bool { return int32(cap(s)) > 0 }

//go:noinline
func g87(s []byte, t string) bool {
	if int32(cap(s)) > 0 {
		return true
	}
	return false
}

//go:noinline
func f88(s []byte, t string) bool { return n0 < cap(s) && cap(s) > 1 }

//go:noinline
func g88(s []byte, t string) bool {
	if n0 < cap(s) && cap(s) > 1 {
		return true
	}
	return false
}

//go:noinline
func f89(s []byte, t string) bool { return len(t) < -1 }

//go:noinline
func g89(s []byte, t string) bool {
	if len(t) < -1 {
		return true
	}
	return false
}

//go:noinline
func f90(s []byte, t string) bool { return len(t) < 0 }

//go:noinline
func g90(s []byte, t string) bool {
	if len(t) < 0 {
		return true
	}
	return false
}

//go:noinline
func f91(s []byte, t string) bool { return len(t) < 1 }

//go:noinline
func g91(s []byte, t string) bool {
	if len(t) < 1 {
		return true
	}
	return false
}

//go:noinline
func f92(s []byte, t string) bool { return len(t) < 2 }

//go:noinline
func g92(s []byte, t string) bool {
	if len(t) < 2 {
		return true
	}
	return false
}

//go:noinline
func f93(s []byte, t string) bool { return 0 < len(t) }

//go:noinline
func g93(s []byte, t string) bool {
	if 0 < len(t) {
		return true
	}
	return false
}

//go:noinline
func f94(s []byte, t string) bool { return 1 < len(t) }

//go:noinline
func g94(s []byte, t string) bool {
	if 1 < len(t) {
		return true
	}
	return false
}

//go:noinline
func f95(s []byte, t string) bool { return len(t) <= -1 }

//go:noinline
func g95(s []byte, t string) bool {
	if len(t) <= -1 {
		return true
	}
	return false
}

//go:noinline
func f96(s []byte, t string) bool { return len(t) <= 0 }

//go:noinline
func g96(s []byte, t string) bool {
	if len(t) <= 0 {
		return true
	}
	return false
}

//go:noinline
func f97(s []byte, t string) bool { return len(t) <= 1 }

//go:noinline
func g97(s []byte, t string) bool {
	if len(t) <= 1 {
		return true
	}
	return false
}

//go:noinline
func f98(s []byte, t string) bool { return len(t) <= 2 }

//go:noinline
func g98(s []byte, t string) bool {
	if len(t) <= 2 {
		return true
	}
	return false
}

//go:noinline
func f99(s []byte, t string) bool { return 0 <= len(t) }

//go:noinline
func g99(s []byte, t string) bool {
	if 0 <= len(t) {
		return true
	}
	return false
}

//go:noinline
func f100(s []byte, t string) bool { return 1 <= len(t) }

//go:noinline
func g100(s []byte, t string) bool {
	if 1 <= len(t) {
		return true
	}
	return false
}

//go:noinline
func f101(s []byte, t string) bool { return len(t) > -1 }

//go:noinline
func g101(s []byte, t string) bool {
	if len(t) > -1 {
		return true
	}
	return false
}

//go:noinline
func f102(s []byte, t string) bool { return len(t) > 0 }

//go:noinline
func g102(s []byte, t string) bool {
	if len(t) > 0 {
		return true
	}
	return false
}

//go:noinline
func f103(s []byte, t string) bool { return len(t) > 1 }

//go:noinline
func g103(s []byte, t string) bool {
	if len(t) > 1 {
		return true
	}
	return false
}

//go:noinline
func f104(s []byte, t string) bool { return len(t) > 2 }

//go:noinline
func g104(s []byte, t string) bool {
	if len(t) > 2 {
		return true
	}
	return false
}

//go:noinline
func f105(s []byte, t string) bool { return 0 > len(t) }

//go:noinline
func g105(s []byte, t string) bool {
	if 0 > len(t) {
		return true
	}
	return false
}

//go:noinline
func f106(s []byte, t string) bool { return 1 > len(t) }

//go:noinline
func g106(s []byte, t string) bool {
	if 1 > len(t) {
		return true
	}
	return false
}

//go:noinline
func f107(s []byte, t string) bool { return len(t) >= -1 }

//go:noinline
func g107(s []byte, t string) bool {
	if len(t) >= -1 {
		return true
	}
	return false
}

//go:noinline
func f108(s []byte, t string) bool { return len(t) >= 0 }

//go:noinline
func g108(s []byte, t string) bool {
	if len(t) >= 0 {
		return true
	}
	return false
}

//go:noinline
func f109(s []byte, t string) bool { return len(t) >= 1 }

//go:noinline
func g109(s []byte, t string) bool {
	if len(t) >= 1 {
		return true
	}
	return false
}

//go:noinline
func f110(s []byte, t string) bool { return len(t) >= 2 }

//go:noinline
func g110(s []byte, t string) bool {
	if len(t) >= 2 {
		return true
	}
	return false
}

//go:noinline
func f111(s []byte, t string) bool { return 0 >= len(t) }

//go:noinline
func g111(s []byte, t string) bool {
	if 0 >= len(t) {
		return true
	}
	return false
}

//go:noinline
func f112(s []byte, t string) bool { return 1 >= len(t) }

//go:noinline
func g112(s []byte, t string) bool {
	if 1 >= len(t) {
		return true
	}
	return false
}

//go:noinline
func f113(s []byte, t string) bool { return len(t) == -1 }

//go:noinline
func g113(s []byte, t string) bool {
	if len(t) == -1 {
		return true
	}
	return false
}

//go:noinline
func f114(s []byte, t string) bool { return len(t) == 0 }

//go:noinline
func g114(s []byte, t string) bool {
	if len(t) == 0 {
		return true
	}
	return false
}

//go:noinline
func f115(s []byte, t string) bool { return len(t) == 1 }

//go:noinline
func g115(s []byte, t string) bool {
	if len(t) == 1 {
		return true
	}
	return false
}

//go:noinline
func f116(s []byte, t string) bool { return len(t) == 2 }

//go:noinline
func g116(s []byte, t string) bool {
	if len(t) == 2 {
		return true
	}
	return false
}

//go:noinline
func f117(s []byte, t string) bool { return 0 == len(t) }

//go:noinline
func g117(s []byte, t string) bool {
	if 0 == len(t) {
		return true
	}
	return false
}

//go:noinline
func f118(s []byte, t string) bool { return 1 == len(t) }

//go:noinline
func g118(s []byte, t string) bool {
	if 1 == len(t) {
		return true
	}
	return false
}

//go:noinline
func f119(s []byte, t string) bool { return len(t) != -1 }

//go:noinline
func g119(s []byte, t string) bool {
	if len(t) != -1 {
		return true
	}
	return false
}

//go:noinline
func f120(s []byte, t string) bool { return len(t) != 0 }

//go:noinline
func g120(s []byte, t string) bool {
	if len(t) != 0 {
		return true
	}
	return false
}

//go:noinline
func f121(s []byte, t string) bool { return len(t) != 1 }

//go:noinline
func g121(s []byte, t string) bool {
	if len(t) != 1 {
		return true
	}
	return false
}

//go:noinline
func f122(s []byte, t string) bool { return len(t) != 2 }

//go:noinline
func g122(s []byte, t string) bool {
	if len(t) != 2 {
		return true
	}
	return false
}

//go:noinline
func f123(s []byte, t string) bool { return 0 != len(t) }

//go:noinline
func g123(s []byte, t string) bool {
	if 0 != len(t) {
		return true
	}
	return false
}

//go:noinline
func f124(s []byte, t string) bool { return 1 != len(t) }

//go:noinline
func g124(s []byte, t string) bool {
	if 1 != len(t) {
		return true
	}
	return false
}

//go:noinline
func f125(s []byte, t string) bool { return len(t)-1 < 0 }

//go:noinline
func g125(s []byte, t string) bool {
	if len(t)-1 < 0 {
		return true
	}
	return false
}

//go:noinline
func f126(s []byte, t string) bool { return len(t)+1 > 0 }

//go:noinline
func g126(s []byte, t string) bool {
	if len(t)+1 > 0 {
		return true
	}
	return false
}

//go:noinline
func f127(s []byte, t string) bool { return len(t) < n3 }

//go:noinline
func g127(s []byte, t string) bool {
	if len(t) < n3 {
		return true
	}
	return false
}

//go:noinline
func f128(s []byte, t string) bool { return len(t) > n0 }

//go:noinline
func g128(s []byte, t string) bool {
	if len(t) > n0 {
		return true
	}
	return false
}

//go:noinline
func f129(s []byte, t string) bool { return uint(len(t)) > 3 }

//go:noinline
func g129(s []byte, t string) bool {
	if uint(len(t)) > 3 {
		return true
	}
	return false
}

//go:noinline
func f130(s []byte, t string) bool { return int64(len(t)) > 0 }

//go:noinline
func g130(s []byte, t string) bool {
	if int64(len(t)) > 0 {
		return true
	}
	return false
}

//go:noinline
func f131(s []byte, t string) bool { return int32(len(t)) > 0 }

//go:noinline
func g131(s []byte, t string) bool {
	if int32(len(t)) > 0 {
		return true
	}
	return false
}

//go:noinline
func f132(s []byte, t string) bool { return n0 < len(t) && len(t) > 1 }

//go:noinline
func g132(s []byte, t string) bool {
	if n0 < len(t) && len(t) > 1 {
		return true
	}
	return false
}

//go:noinline
func f133(s []byte, t string) bool { return len(s) < cap(s) }

//go:noinline
func g133(s []byte, t string) bool {
	if len(s) < cap(s) {
		return true
	}
	return false
}

//go:noinline
func f134(s []byte, t string) bool { return len(s) <= cap(s) }

//go:noinline
func g134(s []byte, t string) bool {
	if len(s) <= cap(s) {
		return true
	}
	return false
}

//go:noinline
func f135(s []byte, t string) bool { return len(s) > cap(s) }

//go:noinline
func g135(s []byte, t string) bool {
	if len(s) > cap(s) {
		return true
	}
	return false
}

//go:noinline
func f136(s []byte, t string) bool { return cap(s) >= len(s) }

//go:noinline
func g136(s []byte, t string) bool {
	if cap(s) >= len(s) {
		return true
	}
	return false
}

//go:noinline
func f137(s []byte, t string) bool { return cap(s) < len(s) }

//go:noinline
func g137(s []byte, t string) bool {
	if cap(s) < len(s) {
		return true
	}
	return false
}

//go:noinline
func f138(s []byte, t string) bool { return len(s) == cap(s) }

//go:noinline
func g138(s []byte, t string) bool {
	if len(s) == cap(s) {
		return true
	}
	return false
}

//go:noinline
func f139(s []byte, t string) bool { return t == "" }

//go:noinline
func g139(s []byte, t string) bool {
	if t == "" {
		return true
	}
	return false
}

//go:noinline
func f140(s []byte, t string) bool { return cap(s)-len(s) > 0 }

//go:noinline
func g140(s []byte, t string) bool {
	if cap(s)-len(s) > 0 {
		return true
	}
	return false
}

//go:noinline
func f141(s []byte, t string) int { return len(s) / 1 }

//go:noinline
func f142(s []byte, t string) int { return len(s) / 2 }

//go:noinline
func f143(s []byte, t string) int { return len(s) / 3 }

//go:noinline
func f144(s []byte, t string) int { return len(s) / 4 }

//go:noinline
func f145(s []byte, t string) int { return len(s) / 10 }

//go:noinline
func f146(s []byte, t string) int { return len(s) / -2 }

//go:noinline
func f147(s []byte, t string) int { return len(s) % 1 }

//go:noinline
func f148(s []byte, t string) int { return len(s) % 2 }

//go:noinline
func f149(s []byte, t string) int { return len(s) % 3 }

//go:noinline
func f150(s []byte, t string) int { return len(s) % 4 }

//go:noinline
func f151(s []byte, t string) int { return len(s) % 10 }

//go:noinline
func f152(s []byte, t string) int { return len(s) % -2 }

//go:noinline
func f153(s []byte, t string) int { return len(s) >> 1 }

//go:noinline
func f154(s []byte, t string) int { return len(s) >> n1 }

//go:noinline
func f155(s []byte, t string) int { return len(s) << 1 }

//go:noinline
func f156(s []byte, t string) int { return -len(s) }

//go:noinline
func f157(s []byte, t string) int { return len(s) & 3 }

//go:noinline
func f158(s []byte, t string) uint { return uint(len(s)) / 3 }

//go:noinline
func f159(s []byte, t string) int { return len(s) / n2 }

//go:noinline
func f160(s []byte, t string) int { return 100 / len(s) }

//go:noinline
func f161(s []byte, t string) int { return 100 % len(s) }

//go:noinline
func f162(s []byte, t string) int64 { return int64(len(s)) / 2 }

//go:noinline
func f163(s []byte, t string) int { return (len(s) + 1) / 2 }

//go:noinline
func f164(s []byte, t string) int { return cap(s) / 1 }

//go:noinline
func f165(s []byte, t string) int { return cap(s) / 2 }

//go:noinline
func f166(s []byte, t string) int { return cap(s) / 3 }

//go:noinline
func f167(s []byte, t string) int { return cap(s) / 4 }

//go:noinline
func f168(s []byte, t string) int { return cap(s) / 10 }

//go:noinline
func f169(s []byte, t string) int { return cap(s) / -2 }

//go:noinline
func f170(s []byte, t string) int { return cap(s) % 1 }

//go:noinline
func f171(s []byte, t string) int { return cap(s) % 2 }

//go:noinline
func f172(s []byte, t string) int { return cap(s) % 3 }

//go:noinline
func f173(s []byte, t string) int { return cap(s) % 4 }

//go:noinline
func f174(s []byte, t string) int { return cap(s) % 10 }

//go:noinline
func f175(s []byte, t string) int { return cap(s) % -2 }

//go:noinline
func f176(s []byte, t string) int { return cap(s) >> 1 }

//go:noinline
func f177(s []byte, t string) int { return cap(s) >> n1 }

//go:noinline
func f178(s []byte, t string) int { return cap(s) << 1 }

//go:noinline
func f179(s []byte, t string) int { return -cap(s) }

//go:noinline
func f180(s []byte, t string) int { return cap(s) & 3 }

//go:noinline
func f181(s []byte, t string) uint { return uint(cap(s)) / 3 }

//go:noinline
func f182(s []byte, t string) int { return cap(s) / n2 }

//go:noinline
func f183(s []byte, t string) int { return 100 / cap(s) }

//go:noinline
func f184(s []byte, t string) int { return 100 % cap(s) }

//go:noinline
func f185(s []byte, t string) int64 { return int64(cap(s)) / 2 }

//go:noinline
func f186(s []byte, t string) int { return (cap(s) + 1) / 2 }

//go:noinline
func f187(s []byte, t string) int { return len(t) / 1 }

//go:noinline
func f188(s []byte, t string) int { return len(t) / 2 }

//go:noinline
func f189(s []byte, t string) int { return len(t) / 3 }

//go:noinline
func f190(s []byte, t string) int { return len(t) / 4 }

//go:noinline
func f191(s []byte, t string) int { return len(t) / 10 }

//go:noinline
func f192(s []byte, t string) int { return len(t) / -2 }

//go:noinline
func f193(s []byte, t string) int { return len(t) % 1 }

//go:noinline
func f194(s []byte, t string) int { return len(t) % 2 }

//go:noinline
func f195(s []byte, t string) int { return len(t) % 3 }

//go:noinline
func f196(s []byte, t string) int { return len(t) % 4 }

//go:noinline
func f197(s []byte, t string) int { return len(t) % 10 }

//go:noinline
func f198(s []byte, t string) int { return len(t) % -2 }

//go:noinline
func f199(s []byte, t string) int { return len(t) >> 1 }

//go:noinline
func f200(s []byte, t string) int { return len(t) >> n1 }

//go:noinline
func f201(s []byte, t string) int { return len(t) << 1 }

//go:noinline
func f202(s []byte, t string) int { return -len(t) }

//go:noinline
func f203(s []byte, t string) int { return len(t) & 3 }

//go:noinline
func f204(s []byte, t string) uint { return uint(len(t)) / 3 }

//go:noinline
func f205(s []byte, t string) int { return len(t) / n2 }

//go:noinline
func f206(s []byte, t string) int { return 100 / len(t) }

//go:noinline
func f207(s []byte, t string) int { return 100 % len(t) }

//go:noinline
func f208(s []byte, t string) int64 { return int64(len(t)) / 2 }

//go:noinline
func f209(s []byte, t string) int { return (len(t) + 1) / 2 }

//go:noinline
func f210(s []byte) (n, l, c int) {
	for range s {
		n++
		if n > 9 {
			break
		}
	}
	return n, len(s), cap(s)
}

//go:noinline
func f211(s []byte) (n, l, c int) {
	for i := 0; i < len(s); i++ {
		n += int(s[i])
		if n > 9 {
			break
		}
	}
	return n, len(s), cap(s)
}

//go:noinline
func f212(s []byte) (n, l, c int) {
	for len(s) > 0 {
		n++
		s = s[1:]
		if n > 9 {
			break
		}
	}
	return n, len(s), cap(s)
}

//go:noinline
func f213(s []byte) (n, l, c int) {
	for len(s) != 0 {
		n++
		s = s[1:]
		if n > 9 {
			break
		}
	}
	return n, len(s), cap(s)
}

//go:noinline
func f214(s []byte) (n, l, c int) {
	if len(s) > 0 {
		n = int(s[0])
		s = s[1:]
	}
	return n, len(s), cap(s)
}

//go:noinline
func f215(s []byte) (n, l, c int) {
	if len(s) >= 2 {
		n = int(s[1]) + 7
	}
	return n, len(s), cap(s)
}

//go:noinline
func f216(s []byte) (n, l, c int) {
	switch {
	case len(s) < 0:
		n = 1
	case len(s) == 0:
		n = 2
	case len(s) > 0:
		n = 3
	}
	return n, len(s), cap(s)
}

//go:noinline
func f217(s []byte) (n, l, c int) {
	k := len(s)
	if k > 0 {
		n++
	}
	if k >= 1 {
		n += 10
	}
	n += k / 2 * 100
	return n, len(s), cap(s)
}
func main() {
	print("len(s) < -1:")
	for _, h := range headers {
		print(" ", f1(slice(h), text(h)), "/", g1(slice(h), text(h)))
	}
	println()
	print("len(s) < 0:")
	for _, h := range headers {
		print(" ", f2(slice(h), text(h)), "/", g2(slice(h), text(h)))
	}
	println()
	print("len(s) < 1:")
	for _, h := range headers {
		print(" ", f3(slice(h), text(h)), "/", g3(slice(h), text(h)))
	}
	println()
	print("len(s) < 2:")
	for _, h := range headers {
		print(" ", f4(slice(h), text(h)), "/", g4(slice(h), text(h)))
	}
	println()
	print("0 < len(s):")
	for _, h := range headers {
		print(" ", f5(slice(h), text(h)), "/", g5(slice(h), text(h)))
	}
	println()
	print("1 < len(s):")
	for _, h := range headers {
		print(" ", f6(slice(h), text(h)), "/", g6(slice(h), text(h)))
	}
	println()
	print("len(s) <= -1:")
	for _, h := range headers {
		print(" ", f7(slice(h), text(h)), "/", g7(slice(h), text(h)))
	}
	println()
	print("len(s) <= 0:")
	for _, h := range headers {
		print(" ", f8(slice(h), text(h)), "/", g8(slice(h), text(h)))
	}
	println()
	print("len(s) <= 1:")
	for _, h := range headers {
		print(" ", f9(slice(h), text(h)), "/", g9(slice(h), text(h)))
	}
	println()
	print("len(s) <= 2:")
	for _, h := range headers {
		print(" ", f10(slice(h), text(h)), "/", g10(slice(h), text(h)))
	}
	println()
	print("0 <= len(s):")
	for _, h := range headers {
		print(" ", f11(slice(h), text(h)), "/", g11(slice(h), text(h)))
	}
	println()
	print("1 <= len(s):")
	for _, h := range headers {
		print(" ", f12(slice(h), text(h)), "/", g12(slice(h), text(h)))
	}
	println()
	print("len(s) > -1:")
	for _, h := range headers {
		print(" ", f13(slice(h), text(h)), "/", g13(slice(h), text(h)))
	}
	println()
	print("len(s) > 0:")
	for _, h := range headers {
		print(" ", f14(slice(h), text(h)), "/", g14(slice(h), text(h)))
	}
	println()
	print("len(s) > 1:")
	for _, h := range headers {
		print(" ", f15(slice(h), text(h)), "/", g15(slice(h), text(h)))
	}
	println()
	print("len(s) > 2:")
	for _, h := range headers {
		print(" ", f16(slice(h), text(h)), "/", g16(slice(h), text(h)))
	}
	println()
	print("0 > len(s):")
	for _, h := range headers {
		print(" ", f17(slice(h), text(h)), "/", g17(slice(h), text(h)))
	}
	println()
	print("1 > len(s):")
	for _, h := range headers {
		print(" ", f18(slice(h), text(h)), "/", g18(slice(h), text(h)))
	}
	println()
	print("len(s) >= -1:")
	for _, h := range headers {
		print(" ", f19(slice(h), text(h)), "/", g19(slice(h), text(h)))
	}
	println()
	print("len(s) >= 0:")
	for _, h := range headers {
		print(" ", f20(slice(h), text(h)), "/", g20(slice(h), text(h)))
	}
	println()
	print("len(s) >= 1:")
	for _, h := range headers {
		print(" ", f21(slice(h), text(h)), "/", g21(slice(h), text(h)))
	}
	println()
	print("len(s) >= 2:")
	for _, h := range headers {
		print(" ", f22(slice(h), text(h)), "/", g22(slice(h), text(h)))
	}
	println()
	print("0 >= len(s):")
	for _, h := range headers {
		print(" ", f23(slice(h), text(h)), "/", g23(slice(h), text(h)))
	}
	println()
	print("1 >= len(s):")
	for _, h := range headers {
		print(" ", f24(slice(h), text(h)), "/", g24(slice(h), text(h)))
	}
	println()
	print("len(s) == -1:")
	for _, h := range headers {
		print(" ", f25(slice(h), text(h)), "/", g25(slice(h), text(h)))
	}
	println()
	print("len(s) == 0:")
	for _, h := range headers {
		print(" ", f26(slice(h), text(h)), "/", g26(slice(h), text(h)))
	}
	println()
	print("len(s) == 1:")
	for _, h := range headers {
		print(" ", f27(slice(h), text(h)), "/", g27(slice(h), text(h)))
	}
	println()
	print("len(s) == 2:")
	for _, h := range headers {
		print(" ", f28(slice(h), text(h)), "/", g28(slice(h), text(h)))
	}
	println()
	print("0 == len(s):")
	for _, h := range headers {
		print(" ", f29(slice(h), text(h)), "/", g29(slice(h), text(h)))
	}
	println()
	print("1 == len(s):")
	for _, h := range headers {
		print(" ", f30(slice(h), text(h)), "/", g30(slice(h), text(h)))
	}
	println()
	print("len(s) != -1:")
	for _, h := range headers {
		print(" ", f31(slice(h), text(h)), "/", g31(slice(h), text(h)))
	}
	println()
	print("len(s) != 0:")
	for _, h := range headers {
		print(" ", f32(slice(h), text(h)), "/", g32(slice(h), text(h)))
	}
	println()
	print("len(s) != 1:")
	for _, h := range headers {
		print(" ", f33(slice(h), text(h)), "/", g33(slice(h), text(h)))
	}
	println()
	print("len(s) != 2:")
	for _, h := range headers {
		print(" ", f34(slice(h), text(h)), "/", g34(slice(h), text(h)))
	}
	println()
	print("0 != len(s):")
	for _, h := range headers {
		print(" ", f35(slice(h), text(h)), "/", g35(slice(h), text(h)))
	}
	println()
	print("1 != len(s):")
	for _, h := range headers {
		print(" ", f36(slice(h), text(h)), "/", g36(slice(h), text(h)))
	}
	println()
	print("len(s)-1 < 0:")
	for _, h := range headers {
		print(" ", f37(slice(h), text(h)), "/", g37(slice(h), text(h)))
	}
	println()
	print("len(s)+1 > 0:")
	for _, h := range headers {
		print(" ", f38(slice(h), text(h)), "/", g38(slice(h), text(h)))
	}
	println()
	print("len(s) < n3:")
	for _, h := range headers {
		print(" ", f39(slice(h), text(h)), "/", g39(slice(h), text(h)))
	}
	println()
	print("len(s) > n0:")
	for _, h := range headers {
		print(" ", f40(slice(h), text(h)), "/", g40(slice(h), text(h)))
	}
	println()
	print("uint(len(s)) > 3:")
	for _, h := range headers {
		print(" ", f41(slice(h), text(h)), "/", g41(slice(h), text(h)))
	}
	println()
	print("int64(len(s)) > 0:")
	for _, h := range headers {
		print(" ", f42(slice(h), text(h)), "/", g42(slice(h), text(h)))
	}
	println()
	print("int32(len(s)) > 0:")
	for _, h := range headers {
		print(" ", f43(slice(h), text(h)), "/", g43(slice(h), text(h)))
	}
	println()
	print("n0 < len(s) && len(s) > 1:")
	for _, h := range headers {
		print(" ", f44(slice(h), text(h)), "/", g44(slice(h), text(h)))
	}
	println()
	print("cap(s) < -1:")
	for _, h := range headers {
		print(" ", f45(slice(h), text(h)), "/", g45(slice(h), text(h)))
	}
	println()
	print("cap(s) < 0:")
	for _, h := range headers {
		print(" ", f46(slice(h), text(h)), "/", g46(slice(h), text(h)))
	}
	println()
	print("cap(s) < 1:")
	for _, h := range headers {
		print(" ", f47(slice(h), text(h)), "/", g47(slice(h), text(h)))
	}
	println()
	print("cap(s) < 2:")
	for _, h := range headers {
		print(" ", f48(slice(h), text(h)), "/", g48(slice(h), text(h)))
	}
	println()
	print("0 < cap(s):")
	for _, h := range headers {
		print(" ", f49(slice(h), text(h)), "/", g49(slice(h), text(h)))
	}
	println()
	print("1 < cap(s):")
	for _, h := range headers {
		print(" ", f50(slice(h), text(h)), "/", g50(slice(h), text(h)))
	}
	println()
	print("cap(s) <= -1:")
	for _, h := range headers {
		print(" ", f51(slice(h), text(h)), "/", g51(slice(h), text(h)))
	}
	println()
	print("cap(s) <= 0:")
	for _, h := range headers {
		print(" ", f52(slice(h), text(h)), "/", g52(slice(h), text(h)))
	}
	println()
	print("cap(s) <= 1:")
	for _, h := range headers {
		print(" ", f53(slice(h), text(h)), "/", g53(slice(h), text(h)))
	}
	println()
	print("cap(s) <= 2:")
	for _, h := range headers {
		print(" ", f54(slice(h), text(h)), "/", g54(slice(h), text(h)))
	}
	println()
	print("0 <= cap(s):")
	for _, h := range headers {
		print(" ", f55(slice(h), text(h)), "/", g55(slice(h), text(h)))
	}
	println()
	print("1 <= cap(s):")
	for _, h := range headers {
		print(" ", f56(slice(h), text(h)), "/", g56(slice(h), text(h)))
	}
	println()
	print("cap(s) > -1:")
	for _, h := range headers {
		print(" ", f57(slice(h), text(h)), "/", g57(slice(h), text(h)))
	}
	println()
	print("cap(s) > 0:")
	for _, h := range headers {
		print(" ", f58(slice(h), text(h)), "/", g58(slice(h), text(h)))
	}
	println()
	print("cap(s) > 1:")
	for _, h := range headers {
		print(" ", f59(slice(h), text(h)), "/", g59(slice(h), text(h)))
	}
	println()
	print("cap(s) > 2:")
	for _, h := range headers {
		print(" ", f60(slice(h), text(h)), "/", g60(slice(h), text(h)))
	}
	println()
	print("0 > cap(s):")
	for _, h := range headers {
		print(" ", f61(slice(h), text(h)), "/", g61(slice(h), text(h)))
	}
	println()
	print("1 > cap(s):")
	for _, h := range headers {
		print(" ", f62(slice(h), text(h)), "/", g62(slice(h), text(h)))
	}
	println()
	print("cap(s) >= -1:")
	for _, h := range headers {
		print(" ", f63(slice(h), text(h)), "/", g63(slice(h), text(h)))
	}
	println()
	print("cap(s) >= 0:")
	for _, h := range headers {
		print(" ", f64(slice(h), text(h)), "/", g64(slice(h), text(h)))
	}
	println()
	print("cap(s) >= 1:")
	for _, h := range headers {
		print(" ", f65(slice(h), text(h)), "/", g65(slice(h), text(h)))
	}
	println()
	print("cap(s) >= 2:")
	for _, h := range headers {
		print(" ", f66(slice(h), text(h)), "/", g66(slice(h), text(h)))
	}
	println()
	print("0 >= cap(s):")
	for _, h := range headers {
		print(" ", f67(slice(h), text(h)), "/", g67(slice(h), text(h)))
	}
	println()
	print("1 >= cap(s):")
	for _, h := range headers {
		print(" ", f68(slice(h), text(h)), "/", g68(slice(h), text(h)))
	}
	println()
	print("cap(s) == -1:")
	for _, h := range headers {
		print(" ", f69(slice(h), text(h)), "/", g69(slice(h), text(h)))
	}
	println()
	print("cap(s) == 0:")
	for _, h := range headers {
		print(" ", f70(slice(h), text(h)), "/", g70(slice(h), text(h)))
	}
	println()
	print("cap(s) == 1:")
	for _, h := range headers {
		print(" ", f71(slice(h), text(h)), "/", g71(slice(h), text(h)))
	}
	println()
	print("cap(s) == 2:")
	for _, h := range headers {
		print(" ", f72(slice(h), text(h)), "/", g72(slice(h), text(h)))
	}
	println()
	print("0 == cap(s):")
	for _, h := range headers {
		print(" ", f73(slice(h), text(h)), "/", g73(slice(h), text(h)))
	}
	println()
	print("1 == cap(s):")
	for _, h := range headers {
		print(" ", f74(slice(h), text(h)), "/", g74(slice(h), text(h)))
	}
	println()
	print("cap(s) != -1:")
	for _, h := range headers {
		print(" ", f75(slice(h), text(h)), "/", g75(slice(h), text(h)))
	}
	println()
	print("cap(s) != 0:")
	for _, h := range headers {
		print(" ", f76(slice(h), text(h)), "/", g76(slice(h), text(h)))
	}
	println()
	print("cap(s) != 1:")
	for _, h := range headers {
		print(" ", f77(slice(h), text(h)), "/", g77(slice(h), text(h)))
	}
	println()
	print("cap(s) != 2:")
	for _, h := range headers {
		print(" ", f78(slice(h), text(h)), "/", g78(slice(h), text(h)))
	}
	println()
	print("0 != cap(s):")
	for _, h := range headers {
		print(" ", f79(slice(h), text(h)), "/", g79(slice(h), text(h)))
	}
	println()
	print("1 != cap(s):")
	for _, h := range headers {
		print(" ", f80(slice(h), text(h)), "/", g80(slice(h), text(h)))
	}
	println()
	print("cap(s)-1 < 0:")
	for _, h := range headers {
		print(" ", f81(slice(h), text(h)), "/", g81(slice(h), text(h)))
	}
	println()
	print("cap(s)+1 > 0:")
	for _, h := range headers {
		print(" ", f82(slice(h), text(h)), "/", g82(slice(h), text(h)))
	}
	println()
	print("cap(s) < n3:")
	for _, h := range headers {
		print(" ", f83(slice(h), text(h)), "/", g83(slice(h), text(h)))
	}
	println()
	print("cap(s) > n0:")
	for _, h := range headers {
		print(" ", f84(slice(h), text(h)), "/", g84(slice(h), text(h)))
	}
	println()
	print("uint(cap(s)) > 3:")
	for _, h := range headers {
		print(" ", f85(slice(h), text(h)), "/", g85(slice(h), text(h)))
	}
	println()
	print("int64(cap(s)) > 0:")
	for _, h := range headers {
		print(" ", f86(slice(h), text(h)), "/", g86(slice(h), text(h)))
	}
	println()
	print("int32(cap(s)) > 0:")
	for _, h := range headers {
		print(" ", f87(slice(h), text(h)), "/", g87(slice(h), text(h)))
	}
	println()
	print("n0 < cap(s) && cap(s) > 1:")
	for _, h := range headers {
		print(" ", f88(slice(h), text(h)), "/", g88(slice(h), text(h)))
	}
	println()
	print("len(t) < -1:")
	for _, h := range headers {
		print(" ", f89(slice(h), text(h)), "/", g89(slice(h), text(h)))
	}
	println()
	print("len(t) < 0:")
	for _, h := range headers {
		print(" ", f90(slice(h), text(h)), "/", g90(slice(h), text(h)))
	}
	println()
	print("len(t) < 1:")
	for _, h := range headers {
		print(" ", f91(slice(h), text(h)), "/", g91(slice(h), text(h)))
	}
	println()
	print("len(t) < 2:")
	for _, h := range headers {
		print(" ", f92(slice(h), text(h)), "/", g92(slice(h), text(h)))
	}
	println()
	print("0 < len(t):")
	for _, h := range headers {
		print(" ", f93(slice(h), text(h)), "/", g93(slice(h), text(h)))
	}
	println()
	print("1 < len(t):")
	for _, h := range headers {
		print(" ", f94(slice(h), text(h)), "/", g94(slice(h), text(h)))
	}
	println()
	print("len(t) <= -1:")
	for _, h := range headers {
		print(" ", f95(slice(h), text(h)), "/", g95(slice(h), text(h)))
	}
	println()
	print("len(t) <= 0:")
	for _, h := range headers {
		print(" ", f96(slice(h), text(h)), "/", g96(slice(h), text(h)))
	}
	println()
	print("len(t) <= 1:")
	for _, h := range headers {
		print(" ", f97(slice(h), text(h)), "/", g97(slice(h), text(h)))
	}
	println()
	print("len(t) <= 2:")
	for _, h := range headers {
		print(" ", f98(slice(h), text(h)), "/", g98(slice(h), text(h)))
	}
	println()
	print("0 <= len(t):")
	for _, h := range headers {
		print(" ", f99(slice(h), text(h)), "/", g99(slice(h), text(h)))
	}
	println()
	print("1 <= len(t):")
	for _, h := range headers {
		print(" ", f100(slice(h), text(h)), "/", g100(slice(h), text(h)))
	}
	println()
	print("len(t) > -1:")
	for _, h := range headers {
		print(" ", f101(slice(h), text(h)), "/", g101(slice(h), text(h)))
	}
	println()
	print("len(t) > 0:")
	for _, h := range headers {
		print(" ", f102(slice(h), text(h)), "/", g102(slice(h), text(h)))
	}
	println()
	print("len(t) > 1:")
	for _, h := range headers {
		print(" ", f103(slice(h), text(h)), "/", g103(slice(h), text(h)))
	}
	println()
	print("len(t) > 2:")
	for _, h := range headers {
		print(" ", f104(slice(h), text(h)), "/", g104(slice(h), text(h)))
	}
	println()
	print("0 > len(t):")
	for _, h := range headers {
		print(" ", f105(slice(h), text(h)), "/", g105(slice(h), text(h)))
	}
	println()
	print("1 > len(t):")
	for _, h := range headers {
		print(" ", f106(slice(h), text(h)), "/", g106(slice(h), text(h)))
	}
	println()
	print("len(t) >= -1:")
	for _, h := range headers {
		print(" ", f107(slice(h), text(h)), "/", g107(slice(h), text(h)))
	}
	println()
	print("len(t) >= 0:")
	for _, h := range headers {
		print(" ", f108(slice(h), text(h)), "/", g108(slice(h), text(h)))
	}
	println()
	print("len(t) >= 1:")
	for _, h := range headers {
		print(" ", f109(slice(h), text(h)), "/", g109(slice(h), text(h)))
	}
	println()
	print("len(t) >= 2:")
	for _, h := range headers {
		print(" ", f110(slice(h), text(h)), "/", g110(slice(h), text(h)))
	}
	println()
	print("0 >= len(t):")
	for _, h := range headers {
		print(" ", f111(slice(h), text(h)), "/", g111(slice(h), text(h)))
	}
	println()
	print("1 >= len(t):")
	for _, h := range headers {
		print(" ", f112(slice(h), text(h)), "/", g112(slice(h), text(h)))
	}
	println()
	print("len(t) == -1:")
	for _, h := range headers {
		print(" ", f113(slice(h), text(h)), "/", g113(slice(h), text(h)))
	}
	println()
	print("len(t) == 0:")
	for _, h := range headers {
		print(" ", f114(slice(h), text(h)), "/", g114(slice(h), text(h)))
	}
	println()
	print("len(t) == 1:")
	for _, h := range headers {
		print(" ", f115(slice(h), text(h)), "/", g115(slice(h), text(h)))
	}
	println()
	print("len(t) == 2:")
	for _, h := range headers {
		print(" ", f116(slice(h), text(h)), "/", g116(slice(h), text(h)))
	}
	println()
	print("0 == len(t):")
	for _, h := range headers {
		print(" ", f117(slice(h), text(h)), "/", g117(slice(h), text(h)))
	}
	println()
	print("1 == len(t):")
	for _, h := range headers {
		print(" ", f118(slice(h), text(h)), "/", g118(slice(h), text(h)))
	}
	println()
	print("len(t) != -1:")
	for _, h := range headers {
		print(" ", f119(slice(h), text(h)), "/", g119(slice(h), text(h)))
	}
	println()
	print("len(t) != 0:")
	for _, h := range headers {
		print(" ", f120(slice(h), text(h)), "/", g120(slice(h), text(h)))
	}
	println()
	print("len(t) != 1:")
	for _, h := range headers {
		print(" ", f121(slice(h), text(h)), "/", g121(slice(h), text(h)))
	}
	println()
	print("len(t) != 2:")
	for _, h := range headers {
		print(" ", f122(slice(h), text(h)), "/", g122(slice(h), text(h)))
	}
	println()
	print("0 != len(t):")
	for _, h := range headers {
		print(" ", f123(slice(h), text(h)), "/", g123(slice(h), text(h)))
	}
	println()
	print("1 != len(t):")
	for _, h := range headers {
		print(" ", f124(slice(h), text(h)), "/", g124(slice(h), text(h)))
	}
	println()
	print("len(t)-1 < 0:")
	for _, h := range headers {
		print(" ", f125(slice(h), text(h)), "/", g125(slice(h), text(h)))
	}
	println()
	print("len(t)+1 > 0:")
	for _, h := range headers {
		print(" ", f126(slice(h), text(h)), "/", g126(slice(h), text(h)))
	}
	println()
	print("len(t) < n3:")
	for _, h := range headers {
		print(" ", f127(slice(h), text(h)), "/", g127(slice(h), text(h)))
	}
	println()
	print("len(t) > n0:")
	for _, h := range headers {
		print(" ", f128(slice(h), text(h)), "/", g128(slice(h), text(h)))
	}
	println()
	print("uint(len(t)) > 3:")
	for _, h := range headers {
		print(" ", f129(slice(h), text(h)), "/", g129(slice(h), text(h)))
	}
	println()
	print("int64(len(t)) > 0:")
	for _, h := range headers {
		print(" ", f130(slice(h), text(h)), "/", g130(slice(h), text(h)))
	}
	println()
	print("int32(len(t)) > 0:")
	for _, h := range headers {
		print(" ", f131(slice(h), text(h)), "/", g131(slice(h), text(h)))
	}
	println()
	print("n0 < len(t) && len(t) > 1:")
	for _, h := range headers {
		print(" ", f132(slice(h), text(h)), "/", g132(slice(h), text(h)))
	}
	println()
	print("len(s) < cap(s):")
	for _, h := range headers {
		print(" ", f133(slice(h), text(h)), "/", g133(slice(h), text(h)))
	}
	println()
	print("len(s) <= cap(s):")
	for _, h := range headers {
		print(" ", f134(slice(h), text(h)), "/", g134(slice(h), text(h)))
	}
	println()
	print("len(s) > cap(s):")
	for _, h := range headers {
		print(" ", f135(slice(h), text(h)), "/", g135(slice(h), text(h)))
	}
	println()
	print("cap(s) >= len(s):")
	for _, h := range headers {
		print(" ", f136(slice(h), text(h)), "/", g136(slice(h), text(h)))
	}
	println()
	print("cap(s) < len(s):")
	for _, h := range headers {
		print(" ", f137(slice(h), text(h)), "/", g137(slice(h), text(h)))
	}
	println()
	print("len(s) == cap(s):")
	for _, h := range headers {
		print(" ", f138(slice(h), text(h)), "/", g138(slice(h), text(h)))
	}
	println()
	print("t == '':")
	for _, h := range headers {
		print(" ", f139(slice(h), text(h)), "/", g139(slice(h), text(h)))
	}
	println()
	print("cap(s)-len(s) > 0:")
	for _, h := range headers {
		print(" ", f140(slice(h), text(h)), "/", g140(slice(h), text(h)))
	}
	println()
	print("len(s) / 1:")
	for _, h := range headers {
		print(" ", f141(slice(h), text(h)))
	}
	println()
	print("len(s) / 2:")
	for _, h := range headers {
		print(" ", f142(slice(h), text(h)))
	}
	println()
	print("len(s) / 3:")
	for _, h := range headers {
		print(" ", f143(slice(h), text(h)))
	}
	println()
	print("len(s) / 4:")
	for _, h := range headers {
		print(" ", f144(slice(h), text(h)))
	}
	println()
	print("len(s) / 10:")
	for _, h := range headers {
		print(" ", f145(slice(h), text(h)))
	}
	println()
	print("len(s) / -2:")
	for _, h := range headers {
		print(" ", f146(slice(h), text(h)))
	}
	println()
	print("len(s) % 1:")
	for _, h := range headers {
		print(" ", f147(slice(h), text(h)))
	}
	println()
	print("len(s) % 2:")
	for _, h := range headers {
		print(" ", f148(slice(h), text(h)))
	}
	println()
	print("len(s) % 3:")
	for _, h := range headers {
		print(" ", f149(slice(h), text(h)))
	}
	println()
	print("len(s) % 4:")
	for _, h := range headers {
		print(" ", f150(slice(h), text(h)))
	}
	println()
	print("len(s) % 10:")
	for _, h := range headers {
		print(" ", f151(slice(h), text(h)))
	}
	println()
	print("len(s) % -2:")
	for _, h := range headers {
		print(" ", f152(slice(h), text(h)))
	}
	println()
	print("len(s) >> 1:")
	for _, h := range headers {
		print(" ", f153(slice(h), text(h)))
	}
	println()
	print("len(s) >> n1:")
	for _, h := range headers {
		print(" ", f154(slice(h), text(h)))
	}
	println()
	print("len(s) << 1:")
	for _, h := range headers {
		print(" ", f155(slice(h), text(h)))
	}
	println()
	print("-len(s):")
	for _, h := range headers {
		print(" ", f156(slice(h), text(h)))
	}
	println()
	print("len(s) & 3:")
	for _, h := range headers {
		print(" ", f157(slice(h), text(h)))
	}
	println()
	print("uint(len(s)) / 3:")
	for _, h := range headers {
		print(" ", f158(slice(h), text(h)))
	}
	println()
	print("len(s) / n2:")
	for _, h := range headers {
		print(" ", f159(slice(h), text(h)))
	}
	println()
	print("100 / len(s):")
	for _, h := range headers {
		print(" ", f160(slice(h), text(h)))
	}
	println()
	print("100 % len(s):")
	for _, h := range headers {
		print(" ", f161(slice(h), text(h)))
	}
	println()
	print("int64(len(s)) / 2:")
	for _, h := range headers {
		print(" ", f162(slice(h), text(h)))
	}
	println()
	print("(len(s) + 1) / 2:")
	for _, h := range headers {
		print(" ", f163(slice(h), text(h)))
	}
	println()
	print("cap(s) / 1:")
	for _, h := range headers {
		print(" ", f164(slice(h), text(h)))
	}
	println()
	print("cap(s) / 2:")
	for _, h := range headers {
		print(" ", f165(slice(h), text(h)))
	}
	println()
	print("cap(s) / 3:")
	for _, h := range headers {
		print(" ", f166(slice(h), text(h)))
	}
	println()
	print("cap(s) / 4:")
	for _, h := range headers {
		print(" ", f167(slice(h), text(h)))
	}
	println()
	print("cap(s) / 10:")
	for _, h := range headers {
		print(" ", f168(slice(h), text(h)))
	}
	println()
	print("cap(s) / -2:")
	for _, h := range headers {
		print(" ", f169(slice(h), text(h)))
	}
	println()
	print("cap(s) % 1:")
	for _, h := range headers {
		print(" ", f170(slice(h), text(h)))
	}
	println()
	print("cap(s) % 2:")
	for _, h := range headers {
		print(" ", f171(slice(h), text(h)))
	}
	println()
	print("cap(s) % 3:")
	for _, h := range headers {
		print(" ", f172(slice(h), text(h)))
	}
	println()
	print("cap(s) % 4:")
	for _, h := range headers {
		print(" ", f173(slice(h), text(h)))
	}
	println()
	print("cap(s) % 10:")
	for _, h := range headers {
		print(" ", f174(slice(h), text(h)))
	}
	println()
	print("cap(s) % -2:")
	for _, h := range headers {
		print(" ", f175(slice(h), text(h)))
	}
	println()
	print("cap(s) >> 1:")
	for _, h := range headers {
		print(" ", f176(slice(h), text(h)))
	}
	println()
	print("cap(s) >> n1:")
	for _, h := range headers {
		print(" ", f177(slice(h), text(h)))
	}
	println()
	print("cap(s) << 1:")
	for _, h := range headers {
		print(" ", f178(slice(h), text(h)))
	}
	println()
	print("-cap(s):")
	for _, h := range headers {
		print(" ", f179(slice(h), text(h)))
	}
	println()
	print("cap(s) & 3:")
	for _, h := range headers {
		print(" ", f180(slice(h), text(h)))
	}
	println()
	print("uint(cap(s)) / 3:")
	for _, h := range headers {
		print(" ", f181(slice(h), text(h)))
	}
	println()
	print("cap(s) / n2:")
	for _, h := range headers {
		print(" ", f182(slice(h), text(h)))
	}
	println()
	print("100 / cap(s):")
	for _, h := range headers {
		print(" ", f183(slice(h), text(h)))
	}
	println()
	print("100 % cap(s):")
	for _, h := range headers {
		print(" ", f184(slice(h), text(h)))
	}
	println()
	print("int64(cap(s)) / 2:")
	for _, h := range headers {
		print(" ", f185(slice(h), text(h)))
	}
	println()
	print("(cap(s) + 1) / 2:")
	for _, h := range headers {
		print(" ", f186(slice(h), text(h)))
	}
	println()
	print("len(t) / 1:")
	for _, h := range headers {
		print(" ", f187(slice(h), text(h)))
	}
	println()
	print("len(t) / 2:")
	for _, h := range headers {
		print(" ", f188(slice(h), text(h)))
	}
	println()
	print("len(t) / 3:")
	for _, h := range headers {
		print(" ", f189(slice(h), text(h)))
	}
	println()
	print("len(t) / 4:")
	for _, h := range headers {
		print(" ", f190(slice(h), text(h)))
	}
	println()
	print("len(t) / 10:")
	for _, h := range headers {
		print(" ", f191(slice(h), text(h)))
	}
	println()
	print("len(t) / -2:")
	for _, h := range headers {
		print(" ", f192(slice(h), text(h)))
	}
	println()
	print("len(t) % 1:")
	for _, h := range headers {
		print(" ", f193(slice(h), text(h)))
	}
	println()
	print("len(t) % 2:")
	for _, h := range headers {
		print(" ", f194(slice(h), text(h)))
	}
	println()
	print("len(t) % 3:")
	for _, h := range headers {
		print(" ", f195(slice(h), text(h)))
	}
	println()
	print("len(t) % 4:")
	for _, h := range headers {
		print(" ", f196(slice(h), text(h)))
	}
	println()
	print("len(t) % 10:")
	for _, h := range headers {
		print(" ", f197(slice(h), text(h)))
	}
	println()
	print("len(t) % -2:")
	for _, h := range headers {
		print(" ", f198(slice(h), text(h)))
	}
	println()
	print("len(t) >> 1:")
	for _, h := range headers {
		print(" ", f199(slice(h), text(h)))
	}
	println()
	print("len(t) >> n1:")
	for _, h := range headers {
		print(" ", f200(slice(h), text(h)))
	}
	println()
	print("len(t) << 1:")
	for _, h := range headers {
		print(" ", f201(slice(h), text(h)))
	}
	println()
	print("-len(t):")
	for _, h := range headers {
		print(" ", f202(slice(h), text(h)))
	}
	println()
	print("len(t) & 3:")
	for _, h := range headers {
		print(" ", f203(slice(h), text(h)))
	}
	println()
	print("uint(len(t)) / 3:")
	for _, h := range headers {
		print(" ", f204(slice(h), text(h)))
	}
	println()
	print("len(t) / n2:")
	for _, h := range headers {
		print(" ", f205(slice(h), text(h)))
	}
	println()
	print("100 / len(t):")
	for _, h := range headers {
		print(" ", f206(slice(h), text(h)))
	}
	println()
	print("100 % len(t):")
	for _, h := range headers {
		print(" ", f207(slice(h), text(h)))
	}
	println()
	print("int64(len(t)) / 2:")
	for _, h := range headers {
		print(" ", f208(slice(h), text(h)))
	}
	println()
	print("(len(t) + 1) / 2:")
	for _, h := range headers {
		print(" ", f209(slice(h), text(h)))
	}
	println()
	print("range:")
	for _, h := range headers {
		n, l, c := f210(slice(h))
		print(" ", n, ",", l, ",", c)
	}
	println()
	print("for:")
	for _, h := range headers {
		n, l, c := f211(slice(h))
		print(" ", n, ",", l, ",", c)
	}
	println()
	print("while:")
	for _, h := range headers {
		n, l, c := f212(slice(h))
		print(" ", n, ",", l, ",", c)
	}
	println()
	print("unless:")
	for _, h := range headers {
		n, l, c := f213(slice(h))
		print(" ", n, ",", l, ",", c)
	}
	println()
	print("front:")
	for _, h := range headers {
		n, l, c := f214(slice(h))
		print(" ", n, ",", l, ",", c)
	}
	println()
	print("guard:")
	for _, h := range headers {
		n, l, c := f215(slice(h))
		print(" ", n, ",", l, ",", c)
	}
	println()
	print("switch:")
	for _, h := range headers {
		n, l, c := f216(slice(h))
		print(" ", n, ",", l, ",", c)
	}
	println()
	print("values:")
	for _, h := range headers {
		n, l, c := f217(slice(h))
		print(" ", n, ",", l, ",", c)
	}
	println()
}
