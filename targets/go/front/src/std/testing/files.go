package testing

import "strconv"

// The system's side of folders: Go's own os has it, where it comes from a GOROOT.

//go:linkname makeTemp os.testing_makeTemp
func makeTemp(name string) string

//go:linkname makeFolder os.testing_makeFolder
func makeFolder(name string)

//go:linkname removeAll os.testing_removeAll
func removeAll(name string)

//go:linkname changeTo os.testing_changeTo
func changeTo(name string) (before string)

type folder struct {
	name string
	used int
}

// The folders of tests that have asked for one.
var folders map[*common]*folder

// TempDir gives the test a new folder, which goes with it.
func (c *common) TempDir() string {
	of := folders[c]
	if of == nil {
		of = &folder{name: makeTemp(c.name)}
		if folders == nil {
			folders = map[*common]*folder{}
		}
		folders[c] = of
		c.Cleanup(func() {
			removeAll(of.name)
			delete(folders, c)
		})
	}
	of.used++
	number := strconv.Itoa(of.used)
	for len(number) < 3 {
		number = "0" + number
	}
	dir := of.name + "/" + number
	makeFolder(dir)
	return dir
}
