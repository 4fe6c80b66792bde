package errors

import "internal/reflectlite"

var ErrUnsupported = New("unsupported operation")

func New(text string) error { return &errorString{text} }

type errorString struct {
	s string
}

func (e *errorString) Error() string { return e.s }

func Unwrap(err error) error {
	u, ok := err.(interface{ Unwrap() error })
	if !ok {
		return nil
	}
	return u.Unwrap()
}

func Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	return is(err, target, reflectlite.ValueOf(target).Comparable())
}

func is(err, target error, comparable bool) bool {
	for {
		if comparable && err == target {
			return true
		}
		if x, ok := err.(interface{ Is(error) bool }); ok && x.Is(target) {
			return true
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
			if err == nil {
				return false
			}
		case interface{ Unwrap() []error }:
			for _, err := range x.Unwrap() {
				if is(err, target, comparable) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
}

func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	v := reflectlite.ValueOf(target)
	if v.Kind() != reflectlite.Pointer || v.IsNil() {
		panic("errors: target must be a non-nil pointer")
	}
	v = v.Elem()
	if v.Kind() != reflectlite.Interface && !v.Implements(reflectlite.ErrorType()) {
		panic("errors: *target must be interface or implement error")
	}
	return as(err, target, v)
}

func as(err error, target any, v reflectlite.Value) bool {
	for {
		if v.Assign(err) {
			return true
		}
		if x, ok := err.(interface{ As(any) bool }); ok && x.As(target) {
			return true
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
			if err == nil {
				return false
			}
		case interface{ Unwrap() []error }:
			for _, err := range x.Unwrap() {
				if err != nil && as(err, target, v) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
}

func Join(errs ...error) error {
	e := &joinError{}
	for _, err := range errs {
		if err != nil {
			e.errs = append(e.errs, err)
		}
	}
	if len(e.errs) == 0 {
		return nil
	}
	return e
}

type joinError struct {
	errs []error
}

func (e *joinError) Error() string {
	var text []byte
	for i, err := range e.errs {
		if i > 0 {
			text = append(text, '\n')
		}
		text = append(text, err.Error()...)
	}
	return string(text)
}

func (e *joinError) Unwrap() []error { return e.errs }
