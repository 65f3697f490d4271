//! What stands in a piece's templates: for `templates show`, `templates copy` and `--explain`.

use std::ops::Range;

use super::engine::Engine;
use super::scan::{TagKind, scan};
use crate::assets::TemplateFile;

/// A block and the file whose version of it is in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Block<'a> {
    pub name: String,
    pub file: &'a TemplateFile,
    /// Where its content stands in the file.
    pub content: Range<usize>,
    /// Files whose version it replaces, strongest first.
    pub replaces: Vec<&'a TemplateFile>,
}

impl Block<'_> {
    /// The line of its first character, from 1.
    pub fn line(&self) -> usize {
        self.file.source.text[..self.content.start].matches('\n').count() + 1
    }

    pub fn source(&self) -> &str {
        &self.file.source.text[self.content.clone()]
    }
}

impl Engine {
    /// The file that a piece starts with and those it extends, strongest first.
    pub fn chain(&self, name: &str) -> Vec<&TemplateFile> {
        let mut chain: Vec<&TemplateFile> = Vec::new();
        let mut next = self.entry(name).map(str::to_owned);
        while let Some(registered) = next.take().and_then(|name| self.files.get(&name)) {
            if chain.contains(&&registered.file) {
                break;
            }
            chain.push(&registered.file);
            let parent = scan(&registered.marked.text).into_iter().find_map(|tag| match tag.kind {
                TagKind::Extends(name, _) => Some(name),
                _ => None,
            });
            next = parent;
        }
        chain
    }

    /// All blocks of a piece, in the order in which they stand on the page.
    pub fn blocks(&self, name: &str) -> Vec<Block<'_>> {
        let mut blocks: Vec<Block> = Vec::new();
        for file in self.chain(name).into_iter().rev() {
            for (block, content) in blocks_of(&file.source.text) {
                match blocks.iter_mut().find(|known| known.name == block) {
                    Some(known) => {
                        let replaced = std::mem::replace(&mut known.file, file);
                        known.content = content;
                        known.replaces.insert(0, replaced);
                    }
                    None => blocks.push(Block { name: block, file, content, replaces: Vec::new() }),
                }
            }
        }
        blocks
    }
}

/// Name and content of every block, in the order of their opening tags.
fn blocks_of(source: &str) -> Vec<(String, Range<usize>)> {
    let mut blocks: Vec<(String, Range<usize>)> = Vec::new();
    let mut open = Vec::new();
    for tag in scan(source) {
        match tag.kind {
            TagKind::Block(name) => {
                open.push(blocks.len());
                blocks.push((name, tag.range.end..tag.range.end));
            }
            TagKind::EndBlock => {
                if let Some(index) = open.pop() {
                    blocks[index].1.end = tag.range.start;
                }
            }
            _ => {}
        }
    }
    blocks
}

/// The smallest file that changes one block of a template.
pub fn override_of(template: &str, block: &Block) -> String {
    let content = block.source().trim_matches('\n');
    format!(
        "{{% extends \"{template}\" %}}\n\n\
         {{# Change what stands in the block, or write {{{{ super() }}}} where it shall appear as it is. #}}\n\
         {{% block {name} %}}\n{content}\n{{% endblock {name} %}}\n",
        name = block.name,
    )
}
