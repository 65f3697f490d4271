//! The tree that pages hang on (ISO 32000-2, 7.7.3): one level for a short document, else two.

use lopdf::{Object, ObjectId, dictionary};

use super::file::File;

/// Pages below one node.
const BRANCH: usize = 64;

pub(super) struct PageTree {
    /// From the second node on.
    root: Option<ObjectId>,
    /// Full nodes with the number of their pages.
    branches: Vec<(ObjectId, usize)>,
    /// The node that pages are added to.
    node: ObjectId,
    kids: Vec<Object>,
}

impl PageTree {
    pub fn new(file: &mut File<'_>) -> PageTree {
        PageTree { root: None, branches: Vec::new(), node: file.new_object_id(), kids: Vec::new() }
    }

    /// Takes a page in; returns its parent.
    pub fn add(&mut self, file: &mut File<'_>, page: ObjectId) -> ObjectId {
        if self.kids.len() == BRANCH {
            self.close_branch(file);
            self.node = file.new_object_id();
        }
        self.kids.push(Object::Reference(page));
        self.node
    }

    fn close_branch(&mut self, file: &mut File<'_>) {
        let root = *self.root.get_or_insert_with(|| file.new_object_id());
        let kids = std::mem::take(&mut self.kids);
        let count = kids.len();
        self.branches.push((self.node, count));
        let node =
            dictionary! { "Type" => "Pages", "Parent" => root, "Kids" => kids, "Count" => count as i64 };
        file.set_object(self.node, node);
    }

    /// Writes what is left; returns the root.
    pub fn finish(mut self, file: &mut File<'_>) -> ObjectId {
        let Some(root) = self.root else {
            let count = self.kids.len() as i64;
            file.set_object(
                self.node,
                dictionary! { "Type" => "Pages", "Kids" => self.kids, "Count" => count },
            );
            return self.node;
        };
        self.close_branch(file);
        let kids: Vec<Object> = self.branches.iter().map(|(id, _)| Object::Reference(*id)).collect();
        let count: usize = self.branches.iter().map(|(_, count)| count).sum();
        file.set_object(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count as i64 });
        root
    }
}
