import BERT
import Foundation

/// Where a model named on the command line is.
enum ModelLocation {
    /// The folder of a model.
    ///
    /// - Parameter name: A folder.
    /// - Returns: The folder that holds the model's files.
    static func folder(of name: String) async throws -> String {
        var isFolder: ObjCBool = false
        if unsafe FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) {
            guard isFolder.boolValue else {
                throw InputError(path: name, message: "is a file; name the folder that holds the model's files")
            }
            return name
        }
        throw InputError(path: name, isMissing: true, message: "there is no such model folder; check the path")
    }
}
