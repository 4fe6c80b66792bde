//go:build go1.25

package runtime

func createfing() {
	if !fingCreated {
		fingCreated = true
		startSystem(runFinalizers)
	}
}

func runFinalizers() {
	for {
		call16(false)
	}
}

var cleanupsCreated bool

func createCleanups() {
	if !cleanupsCreated {
		cleanupsCreated = true
		startSystem(runCleanups)
	}
}

func runCleanups() {
	for {
		call16(true)
	}
}
