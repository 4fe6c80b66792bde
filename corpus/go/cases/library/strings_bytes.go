// strings, bytes, unicode and utf8: searching, cutting, changing, building, reading.
package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

func main() {
	s := "the quick brown fox, the lazy dog"
	fmt.Println(strings.Contains(s, "fox"), strings.Index(s, "the"), strings.LastIndex(s, "the"), strings.Index(s, ""), strings.Index("", "x"), strings.IndexByte(s, 'q'), strings.IndexAny(s, "xyz"), strings.LastIndexAny(s, "xyz"), strings.IndexRune("chicken世", '世'), strings.IndexFunc(s, unicode.IsPunct), strings.Count(s, "the"), strings.Count("five", ""), strings.Count("aaaa", "aa"))
	fmt.Printf("%q %q %q %q %q\n", strings.Split("a,b,c", ","), strings.Split("", ","), strings.Split("abc", ""), strings.SplitN("a,b,c,d", ",", 2), strings.SplitAfter("a,b,c", ","))
	fmt.Printf("%q %q %q %q\n", strings.Fields("  foo bar\tbaz \n"), strings.Fields(" "), strings.FieldsFunc("a1b2c", unicode.IsDigit), strings.SplitN("a,b", ",", 0))
	fmt.Printf("%q %q %q %q %q %q %q\n", strings.Trim("xxhixx", "x"), strings.TrimSpace("\t hi \n"), strings.TrimLeft("aabc", "a"), strings.TrimRight("abcc", "c"), strings.TrimPrefix("prefix-x", "prefix-"), strings.TrimSuffix("a.go", ".go"), strings.TrimFunc("12ab34", unicode.IsDigit))
	fmt.Println(strings.Replace("oink oink oink", "k", "ky", 2), strings.ReplaceAll("oink oink", "oink", "moo"), strings.Replace("abc", "", "-", -1), strings.Repeat("ab", 3), strings.ToUpper("héllo ß"), strings.ToLower("HÉLLO"), strings.Title("hello wOrld foo_bar"), strings.EqualFold("Go", "GO"), strings.EqualFold("É", "é"), strings.Compare("a", "b"))
	fmt.Println(strings.Map(func(r rune) rune {
		if r == 'a' {
			return -1
		}
		return r + 1
	}, "banana"), strings.HasPrefix(s, "the"), strings.HasSuffix(s, "dog"), strings.Join([]string{"a", "b"}, "-"), strings.ContainsAny("abc", "xyzc"), strings.ContainsRune("abc", 'b'))
	b, a, ok := strings.Cut("key=value", "=")
	fmt.Println(b, a, ok)
	fmt.Println(strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace("<b>x</b>"), strings.NewReplacer("a", "1", "aa", "2").Replace("aaab"), strings.ToValidUTF8("a\xffb", "?"))
	var sb strings.Builder
	sb.WriteString("x")
	sb.WriteByte('y')
	sb.WriteRune('世')
	fmt.Fprintf(&sb, "%d", 5)
	fmt.Println(sb.String(), sb.Len())
	r := strings.NewReader("hello")
	p := make([]byte, 3)
	n, err := r.Read(p)
	fmt.Println(n, err, string(p[:n]), r.Len())
	rest, err := io.ReadAll(r)
	fmt.Println(string(rest), err)
	_, err = r.ReadByte()
	fmt.Println(err, err == io.EOF)
	var buf bytes.Buffer
	buf.WriteString("line1\nline2\nrest")
	line, err := buf.ReadString('\n')
	fmt.Printf("%q %v\n", line, err)
	by, err := buf.ReadBytes('\n')
	fmt.Printf("%q %v\n", by, err)
	line, err = buf.ReadString('\n')
	fmt.Printf("%q %v\n", line, err)
	buf.Reset()
	fmt.Fprint(&buf, "abc")
	c, _ := buf.ReadByte()
	buf.UnreadByte()
	fmt.Println(c, buf.String(), buf.Len())
	io.Copy(&sb, &buf)
	fmt.Println(sb.String())
	fmt.Println(bytes.Equal([]byte("a"), []byte("a")), bytes.Compare([]byte("a"), []byte("b")), bytes.Contains([]byte("abc"), []byte("bc")), string(bytes.ToUpper([]byte("x"))), bytes.Index([]byte("abc"), []byte("c")), string(bytes.TrimSpace([]byte(" x "))), string(bytes.Join([][]byte{[]byte("a"), []byte("b")}, []byte(","))))
	fmt.Printf("%q %q\n", bytes.Split([]byte("a,b"), []byte(",")), bytes.Fields([]byte(" a b ")))
	for _, r := range []rune{'a', 'Z', '5', ' ', '\n', '.', '$', 'é', 'É', '世', '٣', 0xa0, 0x2028, 0x301, '€', '½', 'ß', 0x1F389} {
		fmt.Print(string(r), unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsNumber(r), unicode.IsSpace(r), unicode.IsUpper(r), unicode.IsLower(r), unicode.IsPunct(r), unicode.IsControl(r), unicode.IsPrint(r), unicode.IsSymbol(r), string(unicode.ToUpper(r)), string(unicode.ToLower(r)), " ")
	}
	fmt.Println()
	t := "aé世🎉\xffz"
	for len(t) > 0 {
		r, size := utf8.DecodeRuneInString(t)
		l, lsize := utf8.DecodeLastRuneInString(t)
		fmt.Print(r, " ", size, " ", l, " ", lsize, ";")
		t = t[size:]
	}
	fmt.Println(utf8.RuneCountInString("aé世🎉\xff"), utf8.ValidString("a\xff"), utf8.ValidString("aé"), utf8.RuneLen('世'), utf8.ValidRune(0xd800), utf8.FullRune([]byte{0xe4, 0xb8}))
	e := make([]byte, 4)
	fmt.Println(utf8.EncodeRune(e, '世'), e, utf8.AppendRune(nil, 'é'))
	func() {
		defer func() { fmt.Println(recover()) }()
		strings.Repeat("x", -1)
	}()
	pr := io.MultiReader(strings.NewReader("ab"), strings.NewReader("cd"))
	all, _ := io.ReadAll(io.LimitReader(pr, 3))
	fmt.Println(string(all))
	io.WriteString(&buf, "tee")
	tee := io.TeeReader(&buf, &sb)
	io.ReadAll(tee)
	fmt.Println(sb.String())
	_, err = io.ReadFull(strings.NewReader("ab"), make([]byte, 3))
	fmt.Println(err)
}
