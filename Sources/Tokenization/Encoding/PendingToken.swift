/// A token of one text before truncation and special tokens.
struct PendingToken: Sendable {
    var id: Int32
    var byteStart: Int32
    var byteEnd: Int32
    var scalarStart: Int32
    var scalarEnd: Int32
    var word: Int32
}
