//! What no run can be faster than: the page contents of a batch, deflated as they were and written.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object};

/// Takes the first batch of a run.
pub fn measure(folder: &Path) {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the run wrote its folder")
        .map(|entry| entry.expect("the folder is readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .collect();
    files.sort();
    let contents = contents(&files[0]);
    let plain: usize = contents.iter().map(Vec::len).sum();
    let path = folder.join("floor.bin");
    let started = (Instant::now(), processor());
    let deflated: Vec<Vec<u8>> = contents.iter().map(|content| deflate(content)).collect();
    let deflating = processor() - started.1;
    let mut file = File::create(&path).expect("there is room for a file");
    for content in &deflated {
        file.write_all(content).expect("there is room for a file");
    }
    let (wall, processor) = (started.0.elapsed(), processor() - started.1);
    let pages = contents.len() as f64;
    println!(
        "  floor  {:>9} {:>13.0} {:>9.2} s {:>7.2} s            {:>13.0}  from {:.0} bytes; deflating alone {:.2} s",
        contents.len(),
        pages / processor.as_secs_f64(),
        processor.as_secs_f64(),
        wall.as_secs_f64(),
        deflated.iter().map(Vec::len).sum::<usize>() as f64 / pages,
        plain as f64 / pages,
        deflating.as_secs_f64(),
    );
}

/// The content streams of all pages, as they were before they were deflated.
fn contents(path: &Path) -> Vec<Vec<u8>> {
    let document = Document::load(path).expect("a batch is a PDF");
    let streams = document.get_pages().into_values().flat_map(|page| document.get_page_contents(page));
    let inflated = streams.map(|id| {
        let stream = document.get_object(id).and_then(Object::as_stream).expect("contents are a stream");
        let mut plain = Vec::new();
        ZlibDecoder::new(&stream.content[..]).read_to_end(&mut plain).expect("contents are deflated");
        plain
    });
    inflated.collect()
}

fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(content.len() / 3), Compression::new(6));
    encoder.write_all(content).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// Processor time of all threads.
fn processor() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a live variable.
    let answer = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    assert_eq!(answer, 0, "this system has no clock for processor time");
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
