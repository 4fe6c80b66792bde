package godebug

// Setting is a setting of GODEBUG, which is not set.
type Setting struct {
	name string
}

func New(name string) *Setting { return &Setting{name: name} }

func (s *Setting) Name() string       { return s.name[s.start():] }
func (s *Setting) Undocumented() bool { return s.start() == 1 }
func (s *Setting) String() string     { return s.Name() + "=" }
func (s *Setting) Value() string      { return "" }
func (s *Setting) IncNonDefault()     {}

// A name that begins with # is of a setting without documentation.
func (s *Setting) start() int {
	if s.name != "" && s.name[0] == '#' {
		return 1
	}
	return 0
}
