package bufio

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

const MaxScanTokenSize = 64 * 1024

var (
	ErrTooLong         = errors.New("bufio.Scanner: token too long")
	ErrNegativeCount   = errors.New("bufio: negative count")
	ErrInvalidUnreadByte = errors.New("bufio: invalid use of UnreadByte")
)

// A Writer collects what is written until it is flushed or full.
type Writer struct {
	err  error
	buf  []byte
	size int
	wr   io.Writer
}

func NewWriter(w io.Writer) *Writer { return NewWriterSize(w, 4096) }

func NewWriterSize(w io.Writer, size int) *Writer {
	if size <= 0 {
		size = 4096
	}
	return &Writer{size: size, wr: w}
}

func (b *Writer) Reset(w io.Writer) {
	b.err = nil
	b.buf = b.buf[:0]
	b.wr = w
}

func (b *Writer) Buffered() int  { return len(b.buf) }
func (b *Writer) Available() int { return b.size - len(b.buf) }
func (b *Writer) Size() int      { return b.size }

func (b *Writer) Flush() error {
	if b.err != nil || len(b.buf) == 0 {
		return b.err
	}
	n, err := b.wr.Write(b.buf)
	if n < len(b.buf) && err == nil {
		err = io.ErrShortWrite
	}
	b.buf = append(b.buf[:0], b.buf[n:]...)
	b.err = err
	return err
}

func (b *Writer) Write(p []byte) (nn int, err error) {
	for len(p) > b.Available() && b.err == nil {
		n := b.Available()
		b.buf = append(b.buf, p[:n]...)
		nn += n
		p = p[n:]
		b.Flush()
	}
	if b.err != nil {
		return nn, b.err
	}
	b.buf = append(b.buf, p...)
	return nn + len(p), nil
}

func (b *Writer) WriteString(s string) (int, error) { return b.Write([]byte(s)) }

func (b *Writer) WriteByte(c byte) error {
	_, err := b.Write([]byte{c})
	return err
}

func (b *Writer) WriteRune(r rune) (size int, err error) { return b.WriteString(string(r)) }

// A Reader reads ahead.
type Reader struct {
	rd   io.Reader
	buf  []byte
	err  error
	last int
}

func NewReader(rd io.Reader) *Reader { return &Reader{rd: rd, last: -1} }

func NewReaderSize(rd io.Reader, size int) *Reader { return NewReader(rd) }

func (b *Reader) fill() {
	p := make([]byte, 4096)
	for i := 0; i < 100 && b.err == nil; i++ {
		n, err := b.rd.Read(p)
		b.buf = append(b.buf, p[:n]...)
		b.err = err
		if n > 0 {
			return
		}
	}
	if b.err == nil {
		b.err = io.ErrNoProgress
	}
}

func (b *Reader) failed() error {
	err := b.err
	b.err = nil
	return err
}

func (b *Reader) Buffered() int { return len(b.buf) }

func (b *Reader) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	if len(b.buf) == 0 {
		b.fill()
		if len(b.buf) == 0 {
			return 0, b.failed()
		}
	}
	n = copy(p, b.buf)
	b.last = int(p[n-1])
	b.buf = b.buf[n:]
	return n, nil
}

func (b *Reader) Peek(n int) ([]byte, error) {
	if n < 0 {
		return nil, ErrNegativeCount
	}
	for len(b.buf) < n && b.err == nil {
		b.fill()
	}
	if len(b.buf) < n {
		return b.buf, b.failed()
	}
	return b.buf[:n], nil
}

func (b *Reader) ReadByte() (byte, error) {
	if len(b.buf) == 0 {
		b.fill()
		if len(b.buf) == 0 {
			return 0, b.failed()
		}
	}
	c := b.buf[0]
	b.buf = b.buf[1:]
	b.last = int(c)
	return c, nil
}

func (b *Reader) UnreadByte() error {
	if b.last < 0 {
		return ErrInvalidUnreadByte
	}
	b.buf = append([]byte{byte(b.last)}, b.buf...)
	b.last = -1
	return nil
}

func (b *Reader) ReadRune() (r rune, size int, err error) {
	for len(b.buf) < utf8.UTFMax && !utf8.FullRune(b.buf) && b.err == nil {
		b.fill()
	}
	if len(b.buf) == 0 {
		return 0, 0, b.failed()
	}
	r, size = utf8.DecodeRune(b.buf)
	b.last = int(b.buf[size-1])
	b.buf = b.buf[size:]
	return r, size, nil
}

func (b *Reader) ReadBytes(delim byte) ([]byte, error) {
	for from := 0; ; {
		if i := bytes.IndexByte(b.buf[from:], delim); i >= 0 {
			line := append([]byte(nil), b.buf[:from+i+1]...)
			b.buf = b.buf[from+i+1:]
			return line, nil
		}
		from = len(b.buf)
		if b.err != nil {
			line := b.buf
			b.buf = nil
			return line, b.failed()
		}
		b.fill()
	}
}

func (b *Reader) ReadString(delim byte) (string, error) {
	line, err := b.ReadBytes(delim)
	return string(line), err
}

func (b *Reader) ReadLine() (line []byte, isPrefix bool, err error) {
	line, err = b.ReadBytes('\n')
	if len(line) == 0 && err != nil {
		return nil, false, err
	}
	if n := len(line); line[n-1] == '\n' {
		line = line[:n-1]
		if n > 1 && line[n-2] == '\r' {
			line = line[:n-2]
		}
	}
	return line, false, nil
}

type SplitFunc func(data []byte, atEOF bool) (advance int, token []byte, err error)

// A Scanner reads token after token.
type Scanner struct {
	r      io.Reader
	split  SplitFunc
	buf    []byte
	token  []byte
	err    error
	atEOF  bool
	done   bool
	max    int
}

var ErrFinalToken = errors.New("final token")

func NewScanner(r io.Reader) *Scanner {
	return &Scanner{r: r, split: ScanLines, max: MaxScanTokenSize}
}

func (s *Scanner) Split(split SplitFunc)       { s.split = split }
func (s *Scanner) Buffer(buf []byte, max int) { s.max = max }
func (s *Scanner) Bytes() []byte              { return s.token }
func (s *Scanner) Text() string               { return string(s.token) }

func (s *Scanner) Err() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}

func (s *Scanner) Scan() bool {
	for !s.done {
		if len(s.buf) > 0 || s.atEOF {
			advance, token, err := s.split(s.buf, s.atEOF)
			if err != nil {
				s.done = true
				s.token = token
				if err == ErrFinalToken {
					return token != nil
				}
				s.err = err
				return false
			}
			s.buf = s.buf[advance:]
			if token != nil {
				s.token = token
				return true
			}
		}
		if s.atEOF {
			break
		}
		if len(s.buf) >= s.max {
			s.err = ErrTooLong
			break
		}
		p := make([]byte, 4096)
		n, err := s.r.Read(p)
		s.buf = append(s.buf, p[:n]...)
		if err != nil {
			s.err = err
			s.atEOF = true
		}
	}
	s.done = true
	s.token = nil
	return false
}

func ScanBytes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 {
		return 0, nil, nil
	}
	return 1, data[:1], nil
}

func ScanRunes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 || !atEOF && !utf8.FullRune(data) {
		return 0, nil, nil
	}
	_, width := utf8.DecodeRune(data)
	return width, data[:width], nil
}

func ScanLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 {
		return 0, nil, nil
	}
	end, advance := bytes.IndexByte(data, '\n'), 0
	if end >= 0 {
		advance = end + 1
	} else if atEOF {
		end, advance = len(data), len(data)
	} else {
		return 0, nil, nil
	}
	line := data[:end]
	if end > 0 && line[end-1] == '\r' {
		line = line[:end-1]
	}
	return advance, line, nil
}

func ScanWords(data []byte, atEOF bool) (advance int, token []byte, err error) {
	start := 0
	space := func(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }
	for start < len(data) && space(data[start]) {
		start++
	}
	for i := start; i < len(data); i++ {
		if space(data[i]) {
			return i + 1, data[start:i], nil
		}
	}
	if atEOF && len(data) > start {
		return len(data), data[start:], nil
	}
	return start, nil, nil
}
