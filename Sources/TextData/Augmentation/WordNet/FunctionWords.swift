/// The words that hold an English sentence together; to replace one by a synonym would break it.
package enum FunctionWords {
    /// Whether a word, in lower case, is one of them.
    package static func contains(_ word: String) -> Bool {
        // A clitic that stands alone, as in "it 's" and "do n't".
        word.hasPrefix("'") || word == "n't" || words.contains(UTF8Key(word))
    }

    private static let words = Set(
        """
        a about above across after again against ago ain't all almost along already also although always am among an \
        and another any anybody anyone anything anyway are aren't around as at away back be became because become \
        been before behind being below beside besides between beyond both but by can can't cannot could couldn't \
        dare despite did didn't do does doesn't doing don't done down during each either else enough etc even ever \
        every everybody everyone everything except far few fewer for former from further get gets getting given go \
        goes going gone got had hadn't has hasn't have haven't having he he'd he'll he's hence her here here's hers \
        herself him himself his how how's however i i'd i'll i'm i've if in indeed inside instead into is isn't it \
        it'd it'll it's its itself just last latter least less let let's like likely many may maybe me might mightn't \
        mine more most much must mustn't my myself near nearly need needn't neither never next no nobody none nor not \
        nothing now nowhere of off often on once one ones only onto or other others otherwise ought our ours \
        ourselves out outside over own per perhaps please quite rather really s same shall shan't she she'd she'll \
        she's should shouldn't since so some somebody someone something sometimes somewhere soon still such t than \
        that that's the their theirs them themselves then there there's therefore these they they'd they'll they're \
        they've this those though through throughout thus till to together too toward towards under unless unlike \
        until up upon us used very via was wasn't we we'd we'll we're we've well went were weren't what what's \
        whatever when when's whenever where where's wherever whether which whichever while who who's whoever whole \
        whom whose why why's will with within without won't would wouldn't yes yet you you'd you'll you're you've \
        your yours yourself yourselves first second third two three four five six seven eight nine ten hundred \
        thousand million billion mr mrs ms dr
        """.split(separator: " ").map { UTF8Key(String($0)) }
    )
}
