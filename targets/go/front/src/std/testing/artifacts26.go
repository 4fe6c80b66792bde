//go:build go1.26

package testing

// ArtifactDir is a folder like any other: nobody asks for artifacts.
func (c *common) ArtifactDir() string { return c.TempDir() }
