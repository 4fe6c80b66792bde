// Package net of a machine without a network: addresses, and the errors of reaching none.
package net

import (
	"errors"
	"io"
	"strconv"
)

type Addr interface {
	Network() string
	String() string
}

type Error interface {
	error
	Timeout() bool
	Temporary() bool
}

// A Conn is read, written and closed.
type Conn interface {
	io.ReadWriteCloser
	LocalAddr() Addr
	RemoteAddr() Addr
}

var ErrClosed = errors.New("use of closed network connection")

var errMissingAddress = errors.New("missing address")
var errUnreachable = errors.New("connect: network is unreachable")

type OpError struct {
	Op     string
	Net    string
	Source Addr
	Addr   Addr
	Err    error
}

func (e *OpError) Unwrap() error { return e.Err }

func (e *OpError) Error() string {
	s := e.Op
	if e.Net != "" {
		s += " " + e.Net
	}
	if e.Source != nil {
		s += " " + e.Source.String()
	}
	if e.Addr != nil {
		if e.Source != nil {
			s += "->"
		} else {
			s += " "
		}
		s += e.Addr.String()
	}
	return s + ": " + e.Err.Error()
}

func (e *OpError) Timeout() bool   { return false }
func (e *OpError) Temporary() bool { return false }

type IP []byte

func IPv4(a, b, c, d byte) IP { return IP{a, b, c, d} }

func (ip IP) String() string {
	s := ""
	for i, b := range ip {
		if i > 0 {
			s += "."
		}
		s += strconv.Itoa(int(b))
	}
	return s
}

type UDPAddr struct {
	IP   IP
	Port int
	Zone string
}

func (a *UDPAddr) Network() string { return "udp" }

func (a *UDPAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return a.IP.String() + ":" + strconv.Itoa(a.Port)
}

// A UDPConn is never made.
type UDPConn struct{}

func (c *UDPConn) Read(b []byte) (int, error)  { return 0, ErrClosed }
func (c *UDPConn) Write(b []byte) (int, error) { return 0, ErrClosed }
func (c *UDPConn) Close() error                { return ErrClosed }
func (c *UDPConn) LocalAddr() Addr             { return nil }
func (c *UDPConn) RemoteAddr() Addr            { return nil }

func DialUDP(network string, laddr, raddr *UDPAddr) (*UDPConn, error) {
	e := &OpError{Op: "dial", Net: network, Err: errMissingAddress}
	if laddr != nil {
		e.Source = laddr
	}
	if raddr != nil {
		e.Addr = raddr
		e.Err = errUnreachable
	}
	return nil, e
}

func Dial(network, address string) (Conn, error) {
	return nil, errors.New("dial " + network + " " + address + ": " + errUnreachable.Error())
}
