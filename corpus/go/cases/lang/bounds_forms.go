// Bounds checks of headers that were overwritten: each form, for slices and strings, as gc compiles it.
package main

import "unsafe"

type header struct {
	p    unsafe.Pointer
	l, c int
}

var mem [256]byte
var base = unsafe.Pointer(&mem[128])

func slice(h header) []byte { return *(*[]byte)(unsafe.Pointer(&h)) }
func text(h header) string  { return *(*string)(unsafe.Pointer(&h)) }

func itoa(n int) string {
	if n == -1<<63 {
		return "min"
	}
	if n < 0 {
		return "-" + itoa(-n)
	}
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// try does f, and gives what came of it.
func try(f func() string) (res string) {
	defer func() {
		if r := recover(); r != nil {
			res = r.(error).Error()
			for i := range res {
				if res[i] == '[' {
					res = res[i:]
					break
				}
			}
		}
	}()
	return f()
}

// show says where a result starts, and its length and capacity.
func show(p unsafe.Pointer, n int) string {
	h := (*header)(p)
	res := itoa(int(uintptr(h.p))-int(uintptr(base))) + "," + itoa(h.l)
	if n > 2 {
		res += "," + itoa(h.c)
	}
	return res
}

//go:noinline
func f1(s []byte) string { r := s[0]; return itoa(int(r)) }
func t1() {
	l := "slice s[0]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f1(slice(h)) })
	}
	println(l)
}

//go:noinline
func f2(s []byte) string { r := s[1]; return itoa(int(r)) }
func t2() {
	l := "slice s[1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f2(slice(h)) })
	}
	println(l)
}

//go:noinline
func f3(s []byte) string { r := s[3]; return itoa(int(r)) }
func t3() {
	l := "slice s[3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f3(slice(h)) })
	}
	println(l)
}

//go:noinline
func f4(s []byte, i int) string { r := s[i]; return itoa(int(r)) }
func t4() {
	l := "slice s[i]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f4(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f5(s []byte, i uint8) string { r := s[i]; return itoa(int(r)) }
func t5() {
	l := "slice s[i] uint8:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range counts {
			l += " " + try(func() string { return f5(slice(h), uint8(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f6(s []byte, i uint64) string { r := s[i]; return itoa(int(r)) }
func t6() {
	l := "slice s[i] uint64:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range counts {
			l += " " + try(func() string { return f6(slice(h), uint64(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f7(s []byte) string { r := s[:0]; return show(unsafe.Pointer(&r), 3) }
func t7() {
	l := "slice s[:0]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f7(slice(h)) })
	}
	println(l)
}

//go:noinline
func f8(s []byte) string { r := s[:1]; return show(unsafe.Pointer(&r), 3) }
func t8() {
	l := "slice s[:1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f8(slice(h)) })
	}
	println(l)
}

//go:noinline
func f9(s []byte) string { r := s[:3]; return show(unsafe.Pointer(&r), 3) }
func t9() {
	l := "slice s[:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f9(slice(h)) })
	}
	println(l)
}

//go:noinline
func f10(s []byte, j int) string { r := s[:j]; return show(unsafe.Pointer(&r), 3) }
func t10() {
	l := "slice s[:j]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f10(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f11(s []byte) string { r := s[0:]; return show(unsafe.Pointer(&r), 3) }
func t11() {
	l := "slice s[0:]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f11(slice(h)) })
	}
	println(l)
}

//go:noinline
func f12(s []byte) string { r := s[0:0]; return show(unsafe.Pointer(&r), 3) }
func t12() {
	l := "slice s[0:0]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f12(slice(h)) })
	}
	println(l)
}

//go:noinline
func f13(s []byte) string { r := s[0:1]; return show(unsafe.Pointer(&r), 3) }
func t13() {
	l := "slice s[0:1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f13(slice(h)) })
	}
	println(l)
}

//go:noinline
func f14(s []byte) string { r := s[0:3]; return show(unsafe.Pointer(&r), 3) }
func t14() {
	l := "slice s[0:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f14(slice(h)) })
	}
	println(l)
}

//go:noinline
func f15(s []byte, j int) string { r := s[0:j]; return show(unsafe.Pointer(&r), 3) }
func t15() {
	l := "slice s[0:j]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f15(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f16(s []byte) string { r := s[1:]; return show(unsafe.Pointer(&r), 3) }
func t16() {
	l := "slice s[1:]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f16(slice(h)) })
	}
	println(l)
}

//go:noinline
func f17(s []byte) string { r := s[1:1]; return show(unsafe.Pointer(&r), 3) }
func t17() {
	l := "slice s[1:1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f17(slice(h)) })
	}
	println(l)
}

//go:noinline
func f18(s []byte) string { r := s[1:3]; return show(unsafe.Pointer(&r), 3) }
func t18() {
	l := "slice s[1:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f18(slice(h)) })
	}
	println(l)
}

//go:noinline
func f19(s []byte, j int) string { r := s[1:j]; return show(unsafe.Pointer(&r), 3) }
func t19() {
	l := "slice s[1:j]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f19(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f20(s []byte) string { r := s[3:]; return show(unsafe.Pointer(&r), 3) }
func t20() {
	l := "slice s[3:]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f20(slice(h)) })
	}
	println(l)
}

//go:noinline
func f21(s []byte) string { r := s[3:3]; return show(unsafe.Pointer(&r), 3) }
func t21() {
	l := "slice s[3:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f21(slice(h)) })
	}
	println(l)
}

//go:noinline
func f22(s []byte, j int) string { r := s[3:j]; return show(unsafe.Pointer(&r), 3) }
func t22() {
	l := "slice s[3:j]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f22(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f23(s []byte, i int) string { r := s[i:]; return show(unsafe.Pointer(&r), 3) }
func t23() {
	l := "slice s[i:]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f23(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f24(s []byte, i int) string { r := s[i:0]; return show(unsafe.Pointer(&r), 3) }
func t24() {
	l := "slice s[i:0]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f24(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f25(s []byte, i int) string { r := s[i:1]; return show(unsafe.Pointer(&r), 3) }
func t25() {
	l := "slice s[i:1]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f25(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f26(s []byte, i int) string { r := s[i:3]; return show(unsafe.Pointer(&r), 3) }
func t26() {
	l := "slice s[i:3]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f26(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f27(s []byte, i int, j int) string { r := s[i:j]; return show(unsafe.Pointer(&r), 3) }
func t27() {
	l := "slice s[i:j]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range few {
			for _, v1 := range few {
				l += " " + try(func() string { return f27(slice(h), int(v0), int(v1)) })
			}
		}
	}
	println(l)
}

//go:noinline
func f28(s []byte, i uint64) string { r := s[i:]; return show(unsafe.Pointer(&r), 3) }
func t28() {
	l := "slice s[i:] uint64:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range counts {
			l += " " + try(func() string { return f28(slice(h), uint64(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f29(s []byte, i uint8) string { r := s[:i]; return show(unsafe.Pointer(&r), 3) }
func t29() {
	l := "slice s[:i] uint8:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range counts {
			l += " " + try(func() string { return f29(slice(h), uint8(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f30(s []byte) string { r := s[:len(s)]; return show(unsafe.Pointer(&r), 3) }
func t30() {
	l := "slice s[:len(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f30(slice(h)) })
	}
	println(l)
}

//go:noinline
func f31(s []byte) string { r := s[len(s):]; return show(unsafe.Pointer(&r), 3) }
func t31() {
	l := "slice s[len(s):]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f31(slice(h)) })
	}
	println(l)
}

//go:noinline
func f32(s []byte) string { r := s[len(s)-1:]; return show(unsafe.Pointer(&r), 3) }
func t32() {
	l := "slice s[len(s)-1:]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f32(slice(h)) })
	}
	println(l)
}

//go:noinline
func f33(s []byte) string { r := s[:len(s)-1]; return show(unsafe.Pointer(&r), 3) }
func t33() {
	l := "slice s[:len(s)-1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f33(slice(h)) })
	}
	println(l)
}

//go:noinline
func f34(s []byte) string { r := s[1 : len(s)-1]; return show(unsafe.Pointer(&r), 3) }
func t34() {
	l := "slice s[1:len(s)-1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f34(slice(h)) })
	}
	println(l)
}

//go:noinline
func f35(s []byte) string { r := s[1:len(s)]; return show(unsafe.Pointer(&r), 3) }
func t35() {
	l := "slice s[1:len(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f35(slice(h)) })
	}
	println(l)
}

//go:noinline
func f36(s []byte) string { r := s[2 : len(s)-1]; return show(unsafe.Pointer(&r), 3) }
func t36() {
	l := "slice s[2:len(s)-1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f36(slice(h)) })
	}
	println(l)
}

//go:noinline
func f37(s []byte) string { r := s[len(s)-2 : len(s)-1]; return show(unsafe.Pointer(&r), 3) }
func t37() {
	l := "slice s[len(s)-2:len(s)-1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f37(slice(h)) })
	}
	println(l)
}

//go:noinline
func f38(s []byte) string { r := s[len(s)-1 : len(s)]; return show(unsafe.Pointer(&r), 3) }
func t38() {
	l := "slice s[len(s)-1:len(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f38(slice(h)) })
	}
	println(l)
}

//go:noinline
func f39(s []byte) string { r := s[:len(s)/2]; return show(unsafe.Pointer(&r), 3) }
func t39() {
	l := "slice s[:len(s)/2]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f39(slice(h)) })
	}
	println(l)
}

//go:noinline
func f40(s []byte) string { r := s[len(s)/2:]; return show(unsafe.Pointer(&r), 3) }
func t40() {
	l := "slice s[len(s)/2:]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f40(slice(h)) })
	}
	println(l)
}

//go:noinline
func f41(s []byte) string { r := s[len(s):len(s)]; return show(unsafe.Pointer(&r), 3) }
func t41() {
	l := "slice s[len(s):len(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f41(slice(h)) })
	}
	println(l)
}

//go:noinline
func f42(s []byte, i int) string { r := s[i : i+1]; return show(unsafe.Pointer(&r), 3) }
func t42() {
	l := "slice s[i:i+1]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f42(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f43(s []byte, i int) string { r := s[i:len(s)]; return show(unsafe.Pointer(&r), 3) }
func t43() {
	l := "slice s[i:len(s)]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f43(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f44(s []byte, i int) string { r := s[i+1:]; return show(unsafe.Pointer(&r), 3) }
func t44() {
	l := "slice s[i+1:]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f44(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f45(s []byte, i int) string { r := s[:i+1]; return show(unsafe.Pointer(&r), 3) }
func t45() {
	l := "slice s[:i+1]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f45(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f46(s []byte, i int) string { r := s[len(s)-i:]; return show(unsafe.Pointer(&r), 3) }
func t46() {
	l := "slice s[len(s)-i:]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f46(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f47(s []byte, i int) string { r := s[:len(s)-i]; return show(unsafe.Pointer(&r), 3) }
func t47() {
	l := "slice s[:len(s)-i]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f47(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f48(s []byte) string { r := s[:1:3]; return show(unsafe.Pointer(&r), 3) }
func t48() {
	l := "slice s[:1:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f48(slice(h)) })
	}
	println(l)
}

//go:noinline
func f49(s []byte) string { r := s[:1:4]; return show(unsafe.Pointer(&r), 3) }
func t49() {
	l := "slice s[:1:4]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f49(slice(h)) })
	}
	println(l)
}

//go:noinline
func f50(s []byte, k int) string { r := s[:1:k]; return show(unsafe.Pointer(&r), 3) }
func t50() {
	l := "slice s[:1:k]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f50(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f51(s []byte) string { r := s[:3:3]; return show(unsafe.Pointer(&r), 3) }
func t51() {
	l := "slice s[:3:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f51(slice(h)) })
	}
	println(l)
}

//go:noinline
func f52(s []byte) string { r := s[:3:4]; return show(unsafe.Pointer(&r), 3) }
func t52() {
	l := "slice s[:3:4]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f52(slice(h)) })
	}
	println(l)
}

//go:noinline
func f53(s []byte, k int) string { r := s[:3:k]; return show(unsafe.Pointer(&r), 3) }
func t53() {
	l := "slice s[:3:k]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f53(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f54(s []byte, j int) string { r := s[:j:3]; return show(unsafe.Pointer(&r), 3) }
func t54() {
	l := "slice s[:j:3]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f54(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f55(s []byte, j int) string { r := s[:j:4]; return show(unsafe.Pointer(&r), 3) }
func t55() {
	l := "slice s[:j:4]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f55(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f56(s []byte) string { r := s[1:1:3]; return show(unsafe.Pointer(&r), 3) }
func t56() {
	l := "slice s[1:1:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f56(slice(h)) })
	}
	println(l)
}

//go:noinline
func f57(s []byte) string { r := s[1:1:4]; return show(unsafe.Pointer(&r), 3) }
func t57() {
	l := "slice s[1:1:4]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f57(slice(h)) })
	}
	println(l)
}

//go:noinline
func f58(s []byte, k int) string { r := s[1:1:k]; return show(unsafe.Pointer(&r), 3) }
func t58() {
	l := "slice s[1:1:k]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f58(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f59(s []byte) string { r := s[1:3:3]; return show(unsafe.Pointer(&r), 3) }
func t59() {
	l := "slice s[1:3:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f59(slice(h)) })
	}
	println(l)
}

//go:noinline
func f60(s []byte) string { r := s[1:3:4]; return show(unsafe.Pointer(&r), 3) }
func t60() {
	l := "slice s[1:3:4]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f60(slice(h)) })
	}
	println(l)
}

//go:noinline
func f61(s []byte, k int) string { r := s[1:3:k]; return show(unsafe.Pointer(&r), 3) }
func t61() {
	l := "slice s[1:3:k]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f61(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f62(s []byte, j int) string { r := s[1:j:3]; return show(unsafe.Pointer(&r), 3) }
func t62() {
	l := "slice s[1:j:3]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f62(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f63(s []byte, j int) string { r := s[1:j:4]; return show(unsafe.Pointer(&r), 3) }
func t63() {
	l := "slice s[1:j:4]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f63(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f64(s []byte, j int, k int) string { r := s[1:j:k]; return show(unsafe.Pointer(&r), 3) }
func t64() {
	l := "slice s[1:j:k]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range few {
			for _, v1 := range few {
				l += " " + try(func() string { return f64(slice(h), int(v0), int(v1)) })
			}
		}
	}
	println(l)
}

//go:noinline
func f65(s []byte, i int) string { r := s[i:1:3]; return show(unsafe.Pointer(&r), 3) }
func t65() {
	l := "slice s[i:1:3]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f65(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f66(s []byte, i int) string { r := s[i:1:4]; return show(unsafe.Pointer(&r), 3) }
func t66() {
	l := "slice s[i:1:4]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f66(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f67(s []byte, i int, k int) string { r := s[i:1:k]; return show(unsafe.Pointer(&r), 3) }
func t67() {
	l := "slice s[i:1:k]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range few {
			for _, v1 := range few {
				l += " " + try(func() string { return f67(slice(h), int(v0), int(v1)) })
			}
		}
	}
	println(l)
}

//go:noinline
func f68(s []byte, i int) string { r := s[i:3:3]; return show(unsafe.Pointer(&r), 3) }
func t68() {
	l := "slice s[i:3:3]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f68(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f69(s []byte, i int) string { r := s[i:3:4]; return show(unsafe.Pointer(&r), 3) }
func t69() {
	l := "slice s[i:3:4]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f69(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f70(s []byte, i int, k int) string { r := s[i:3:k]; return show(unsafe.Pointer(&r), 3) }
func t70() {
	l := "slice s[i:3:k]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range few {
			for _, v1 := range few {
				l += " " + try(func() string { return f70(slice(h), int(v0), int(v1)) })
			}
		}
	}
	println(l)
}

//go:noinline
func f71(s []byte, i int, j int) string { r := s[i:j:3]; return show(unsafe.Pointer(&r), 3) }
func t71() {
	l := "slice s[i:j:3]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range few {
			for _, v1 := range few {
				l += " " + try(func() string { return f71(slice(h), int(v0), int(v1)) })
			}
		}
	}
	println(l)
}

//go:noinline
func f72(s []byte, i int, j int) string { r := s[i:j:4]; return show(unsafe.Pointer(&r), 3) }
func t72() {
	l := "slice s[i:j:4]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range few {
			for _, v1 := range few {
				l += " " + try(func() string { return f72(slice(h), int(v0), int(v1)) })
			}
		}
	}
	println(l)
}

//go:noinline
func f73(s []byte) string { r := s[:len(s):len(s)]; return show(unsafe.Pointer(&r), 3) }
func t73() {
	l := "slice s[:len(s):len(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f73(slice(h)) })
	}
	println(l)
}

//go:noinline
func f74(s []byte) string { r := s[:len(s):cap(s)]; return show(unsafe.Pointer(&r), 3) }
func t74() {
	l := "slice s[:len(s):cap(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f74(slice(h)) })
	}
	println(l)
}

//go:noinline
func f75(s []byte) string { r := s[:0:cap(s)]; return show(unsafe.Pointer(&r), 3) }
func t75() {
	l := "slice s[:0:cap(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f75(slice(h)) })
	}
	println(l)
}

//go:noinline
func f76(s []byte) string { r := s[len(s):cap(s)]; return show(unsafe.Pointer(&r), 3) }
func t76() {
	l := "slice s[len(s):cap(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f76(slice(h)) })
	}
	println(l)
}

//go:noinline
func f77(s []byte) string { r := s[1:len(s):len(s)]; return show(unsafe.Pointer(&r), 3) }
func t77() {
	l := "slice s[1:len(s):len(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f77(slice(h)) })
	}
	println(l)
}

//go:noinline
func f78(s []byte) string { r := s[1:len(s):cap(s)]; return show(unsafe.Pointer(&r), 3) }
func t78() {
	l := "slice s[1:len(s):cap(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f78(slice(h)) })
	}
	println(l)
}

//go:noinline
func f79(s []byte) string { r := s[1 : cap(s)-1]; return show(unsafe.Pointer(&r), 3) }
func t79() {
	l := "slice s[1:cap(s)-1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f79(slice(h)) })
	}
	println(l)
}

//go:noinline
func f80(s []byte) string { r := s[len(s):len(s):len(s)]; return show(unsafe.Pointer(&r), 3) }
func t80() {
	l := "slice s[len(s):len(s):len(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f80(slice(h)) })
	}
	println(l)
}

//go:noinline
func f81(s []byte, i int) string { r := s[:i:len(s)]; return show(unsafe.Pointer(&r), 3) }
func t81() {
	l := "slice s[:i:len(s)]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f81(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f82(s []byte, i int) string { r := s[i:len(s):cap(s)]; return show(unsafe.Pointer(&r), 3) }
func t82() {
	l := "slice s[i:len(s):cap(s)]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f82(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f83(s []byte, i int) string { r := s[0:len(s):i]; return show(unsafe.Pointer(&r), 3) }
func t83() {
	l := "slice s[0:len(s):i]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f83(slice(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f84(s string) string { r := s[0]; return itoa(int(r)) }
func t84() {
	l := "text s[0]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f84(text(h)) })
	}
	println(l)
}

//go:noinline
func f85(s string) string { r := s[1]; return itoa(int(r)) }
func t85() {
	l := "text s[1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f85(text(h)) })
	}
	println(l)
}

//go:noinline
func f86(s string) string { r := s[3]; return itoa(int(r)) }
func t86() {
	l := "text s[3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f86(text(h)) })
	}
	println(l)
}

//go:noinline
func f87(s string, i int) string { r := s[i]; return itoa(int(r)) }
func t87() {
	l := "text s[i]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f87(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f88(s string, i uint8) string { r := s[i]; return itoa(int(r)) }
func t88() {
	l := "text s[i] uint8:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range counts {
			l += " " + try(func() string { return f88(text(h), uint8(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f89(s string, i uint64) string { r := s[i]; return itoa(int(r)) }
func t89() {
	l := "text s[i] uint64:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range counts {
			l += " " + try(func() string { return f89(text(h), uint64(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f90(s string) string { r := s[:0]; return show(unsafe.Pointer(&r), 2) }
func t90() {
	l := "text s[:0]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f90(text(h)) })
	}
	println(l)
}

//go:noinline
func f91(s string) string { r := s[:1]; return show(unsafe.Pointer(&r), 2) }
func t91() {
	l := "text s[:1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f91(text(h)) })
	}
	println(l)
}

//go:noinline
func f92(s string) string { r := s[:3]; return show(unsafe.Pointer(&r), 2) }
func t92() {
	l := "text s[:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f92(text(h)) })
	}
	println(l)
}

//go:noinline
func f93(s string, j int) string { r := s[:j]; return show(unsafe.Pointer(&r), 2) }
func t93() {
	l := "text s[:j]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f93(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f94(s string) string { r := s[0:]; return show(unsafe.Pointer(&r), 2) }
func t94() {
	l := "text s[0:]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f94(text(h)) })
	}
	println(l)
}

//go:noinline
func f95(s string) string { r := s[0:0]; return show(unsafe.Pointer(&r), 2) }
func t95() {
	l := "text s[0:0]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f95(text(h)) })
	}
	println(l)
}

//go:noinline
func f96(s string) string { r := s[0:1]; return show(unsafe.Pointer(&r), 2) }
func t96() {
	l := "text s[0:1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f96(text(h)) })
	}
	println(l)
}

//go:noinline
func f97(s string) string { r := s[0:3]; return show(unsafe.Pointer(&r), 2) }
func t97() {
	l := "text s[0:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f97(text(h)) })
	}
	println(l)
}

//go:noinline
func f98(s string, j int) string { r := s[0:j]; return show(unsafe.Pointer(&r), 2) }
func t98() {
	l := "text s[0:j]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f98(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f99(s string) string { r := s[1:]; return show(unsafe.Pointer(&r), 2) }
func t99() {
	l := "text s[1:]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f99(text(h)) })
	}
	println(l)
}

//go:noinline
func f100(s string) string { r := s[1:1]; return show(unsafe.Pointer(&r), 2) }
func t100() {
	l := "text s[1:1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f100(text(h)) })
	}
	println(l)
}

//go:noinline
func f101(s string) string { r := s[1:3]; return show(unsafe.Pointer(&r), 2) }
func t101() {
	l := "text s[1:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f101(text(h)) })
	}
	println(l)
}

//go:noinline
func f102(s string, j int) string { r := s[1:j]; return show(unsafe.Pointer(&r), 2) }
func t102() {
	l := "text s[1:j]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f102(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f103(s string) string { r := s[3:]; return show(unsafe.Pointer(&r), 2) }
func t103() {
	l := "text s[3:]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f103(text(h)) })
	}
	println(l)
}

//go:noinline
func f104(s string) string { r := s[3:3]; return show(unsafe.Pointer(&r), 2) }
func t104() {
	l := "text s[3:3]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f104(text(h)) })
	}
	println(l)
}

//go:noinline
func f105(s string, j int) string { r := s[3:j]; return show(unsafe.Pointer(&r), 2) }
func t105() {
	l := "text s[3:j]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f105(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f106(s string, i int) string { r := s[i:]; return show(unsafe.Pointer(&r), 2) }
func t106() {
	l := "text s[i:]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f106(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f107(s string, i int) string { r := s[i:0]; return show(unsafe.Pointer(&r), 2) }
func t107() {
	l := "text s[i:0]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f107(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f108(s string, i int) string { r := s[i:1]; return show(unsafe.Pointer(&r), 2) }
func t108() {
	l := "text s[i:1]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f108(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f109(s string, i int) string { r := s[i:3]; return show(unsafe.Pointer(&r), 2) }
func t109() {
	l := "text s[i:3]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f109(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f110(s string, i int, j int) string { r := s[i:j]; return show(unsafe.Pointer(&r), 2) }
func t110() {
	l := "text s[i:j]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range few {
			for _, v1 := range few {
				l += " " + try(func() string { return f110(text(h), int(v0), int(v1)) })
			}
		}
	}
	println(l)
}

//go:noinline
func f111(s string, i uint64) string { r := s[i:]; return show(unsafe.Pointer(&r), 2) }
func t111() {
	l := "text s[i:] uint64:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range counts {
			l += " " + try(func() string { return f111(text(h), uint64(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f112(s string, i uint8) string { r := s[:i]; return show(unsafe.Pointer(&r), 2) }
func t112() {
	l := "text s[:i] uint8:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range counts {
			l += " " + try(func() string { return f112(text(h), uint8(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f113(s string) string { r := s[:len(s)]; return show(unsafe.Pointer(&r), 2) }
func t113() {
	l := "text s[:len(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f113(text(h)) })
	}
	println(l)
}

//go:noinline
func f114(s string) string { r := s[len(s):]; return show(unsafe.Pointer(&r), 2) }
func t114() {
	l := "text s[len(s):]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f114(text(h)) })
	}
	println(l)
}

//go:noinline
func f115(s string) string { r := s[len(s)-1:]; return show(unsafe.Pointer(&r), 2) }
func t115() {
	l := "text s[len(s)-1:]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f115(text(h)) })
	}
	println(l)
}

//go:noinline
func f116(s string) string { r := s[:len(s)-1]; return show(unsafe.Pointer(&r), 2) }
func t116() {
	l := "text s[:len(s)-1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f116(text(h)) })
	}
	println(l)
}

//go:noinline
func f117(s string) string { r := s[1 : len(s)-1]; return show(unsafe.Pointer(&r), 2) }
func t117() {
	l := "text s[1:len(s)-1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f117(text(h)) })
	}
	println(l)
}

//go:noinline
func f118(s string) string { r := s[1:len(s)]; return show(unsafe.Pointer(&r), 2) }
func t118() {
	l := "text s[1:len(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f118(text(h)) })
	}
	println(l)
}

//go:noinline
func f119(s string) string { r := s[2 : len(s)-1]; return show(unsafe.Pointer(&r), 2) }
func t119() {
	l := "text s[2:len(s)-1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f119(text(h)) })
	}
	println(l)
}

//go:noinline
func f120(s string) string { r := s[len(s)-2 : len(s)-1]; return show(unsafe.Pointer(&r), 2) }
func t120() {
	l := "text s[len(s)-2:len(s)-1]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f120(text(h)) })
	}
	println(l)
}

//go:noinline
func f121(s string) string { r := s[len(s)-1 : len(s)]; return show(unsafe.Pointer(&r), 2) }
func t121() {
	l := "text s[len(s)-1:len(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f121(text(h)) })
	}
	println(l)
}

//go:noinline
func f122(s string) string { r := s[:len(s)/2]; return show(unsafe.Pointer(&r), 2) }
func t122() {
	l := "text s[:len(s)/2]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f122(text(h)) })
	}
	println(l)
}

//go:noinline
func f123(s string) string { r := s[len(s)/2:]; return show(unsafe.Pointer(&r), 2) }
func t123() {
	l := "text s[len(s)/2:]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f123(text(h)) })
	}
	println(l)
}

//go:noinline
func f124(s string) string { r := s[len(s):len(s)]; return show(unsafe.Pointer(&r), 2) }
func t124() {
	l := "text s[len(s):len(s)]:"
	for _, h := range headers {
		l += " |"
		l += " " + try(func() string { return f124(text(h)) })
	}
	println(l)
}

//go:noinline
func f125(s string, i int) string { r := s[i : i+1]; return show(unsafe.Pointer(&r), 2) }
func t125() {
	l := "text s[i:i+1]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f125(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f126(s string, i int) string { r := s[i:len(s)]; return show(unsafe.Pointer(&r), 2) }
func t126() {
	l := "text s[i:len(s)]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f126(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f127(s string, i int) string { r := s[i+1:]; return show(unsafe.Pointer(&r), 2) }
func t127() {
	l := "text s[i+1:]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f127(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f128(s string, i int) string { r := s[:i+1]; return show(unsafe.Pointer(&r), 2) }
func t128() {
	l := "text s[:i+1]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f128(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f129(s string, i int) string { r := s[len(s)-i:]; return show(unsafe.Pointer(&r), 2) }
func t129() {
	l := "text s[len(s)-i:]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f129(text(h), int(v0)) })
		}
	}
	println(l)
}

//go:noinline
func f130(s string, i int) string { r := s[:len(s)-i]; return show(unsafe.Pointer(&r), 2) }
func t130() {
	l := "text s[:len(s)-i]:"
	for _, h := range headers {
		l += " |"
		for _, v0 := range values {
			l += " " + try(func() string { return f130(text(h), int(v0)) })
		}
	}
	println(l)
}

var headers = []header{{base, -1, -1}, {base, -5, 8}, {base, 4, -5}, {base, 4, 8}, {base, 8, 4}, {base, 1, 2}}
var values = []int{0, 1, 3, 5, -1, -5, -6}
var counts = []uint8{0, 1, 5}
var few = []int{0, 3, -1}

func main() {
	for i := range mem {
		mem[i] = byte(i)
	}
	t1()
	t2()
	t3()
	t4()
	t5()
	t6()
	t7()
	t8()
	t9()
	t10()
	t11()
	t12()
	t13()
	t14()
	t15()
	t16()
	t17()
	t18()
	t19()
	t20()
	t21()
	t22()
	t23()
	t24()
	t25()
	t26()
	t27()
	t28()
	t29()
	t30()
	t31()
	t32()
	t33()
	t34()
	t35()
	t36()
	t37()
	t38()
	t39()
	t40()
	t41()
	t42()
	t43()
	t44()
	t45()
	t46()
	t47()
	t48()
	t49()
	t50()
	t51()
	t52()
	t53()
	t54()
	t55()
	t56()
	t57()
	t58()
	t59()
	t60()
	t61()
	t62()
	t63()
	t64()
	t65()
	t66()
	t67()
	t68()
	t69()
	t70()
	t71()
	t72()
	t73()
	t74()
	t75()
	t76()
	t77()
	t78()
	t79()
	t80()
	t81()
	t82()
	t83()
	t84()
	t85()
	t86()
	t87()
	t88()
	t89()
	t90()
	t91()
	t92()
	t93()
	t94()
	t95()
	t96()
	t97()
	t98()
	t99()
	t100()
	t101()
	t102()
	t103()
	t104()
	t105()
	t106()
	t107()
	t108()
	t109()
	t110()
	t111()
	t112()
	t113()
	t114()
	t115()
	t116()
	t117()
	t118()
	t119()
	t120()
	t121()
	t122()
	t123()
	t124()
	t125()
	t126()
	t127()
	t128()
	t129()
	t130()
}
