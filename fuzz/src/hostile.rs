//! Hostile recordings: any bytes give a recording or an error, and a recording that decodes can be replayed.

use tearpoint::replay;
use tearpoint_harness::recording::{Recording, RecordingError};

/// Steps a decoded recording may take here.
const MAX_STEPS: u64 = 20_000;

/// Feeds `data` to the decoder as a file, as a token, and as the body of a well-formed file.
pub fn run(data: &[u8]) {
    accept(Recording::decode(data));
    if let Ok(text) = std::str::from_utf8(data) {
        accept(Recording::from_token(text));
    }
    accept(Recording::decode(&framed(data)));
}

/// A file whose header and checksum are right, with `data` as its unpacked body.
fn framed(data: &[u8]) -> Vec<u8> {
    let mut body = (data.len() as u32).to_le_bytes().to_vec();
    body.extend(miniz_oxide::deflate::compress_to_vec(data, 0));
    let mut file = b"TEARPNT\x01".to_vec();
    file.extend(1u16.to_le_bytes());
    file.extend((body.len() as u32).to_le_bytes());
    file.extend(crc32fast::hash(&body).to_le_bytes());
    file.extend(body);
    file
}

fn accept(decoded: Result<Recording, RecordingError>) {
    let mut recording = match decoded {
        Ok(recording) => recording,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let bytes = recording.encode().expect("what decodes encodes");
    assert_eq!(
        Recording::decode(&bytes).as_ref(),
        Ok(&recording),
        "an encoding decodes to itself"
    );
    recording.limits.steps = recording.limits.steps.min(MAX_STEPS);
    recording.limits.memory_bytes = recording.limits.memory_bytes.min(16 << 20);
    recording.limits.output_bytes = recording.limits.output_bytes.min(1 << 16);
    recording.limits.tasks = recording.limits.tasks.min(64);
    let _ = replay(&recording, None);
}
