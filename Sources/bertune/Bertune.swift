@main
struct Bertune {
    static func main() {}
}
