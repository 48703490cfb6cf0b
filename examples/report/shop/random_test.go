package shop

import "testing"

// TestRandomIsTheSameEverywhere holds the first draws of a sequence.
func TestRandomIsTheSameEverywhere(t *testing.T) {
	r := newRandom(42, streamOrders)
	var got [6]int
	for i := range got {
		got[i] = r.below(1000)
	}
	if want := [6]int{705, 941, 83, 578, 848, 997}; got != want {
		t.Errorf("draws %v, want %v", got, want)
	}
}

func TestRandomBounds(t *testing.T) {
	r := newRandom(1, streamSurvey)
	if r.below(0) != 0 || r.below(-3) != 0 || r.between(4, 4) != 4 || r.whole(3000) != 3 || r.whole(0) != 0 {
		t.Error("edges")
	}
	counts, sum, skewed := map[int]int{}, 0, 0
	for range 20_000 {
		counts[draw(r, []share[int]{{1, 1}, {0, 2}, {3, 3}})]++
		sum += r.whole(250)
		switch v := r.skewed(16_000); {
		case v < 0 || v > 16_000:
			t.Fatalf("skewed %d", v)
		case v < 1000:
			skewed++
		}
		if v := r.between(-2, 2); v < -2 || v > 2 {
			t.Fatalf("between %d", v)
		}
	}
	if counts[2] != 0 || counts[1] < 4500 || counts[1] > 5500 || sum < 4500 || sum > 5500 || skewed < 9500 || skewed > 10_500 {
		t.Errorf("shares %v, quarters %d, below a sixteenth %d", counts, sum, skewed)
	}
}
