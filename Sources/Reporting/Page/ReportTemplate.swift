internal import Mustache

/// The templates of the report's page.
///
/// What stands in two braces is escaped by ``ScalarEscaping``, which every template asks for by itself.
enum ReportTemplate {
    /// The templates by their names.
    static func library() throws -> MustacheLibrary {
        MustacheContentTypes.register(ScalarEscaping(), named: ScalarEscaping.name)
        var library = MustacheLibrary()
        try library.register(page, named: "page")
        try library.register(chart, named: "chart")
        try library.register(table, named: "table")
        try library.register(example, named: "example")
        return library
    }

    private static let page = """
        {{% CONTENT_TYPE: BERTUNE}}
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}}: report</title>
        <style>
        {{{style}}}
        </style>
        </head>
        <body>
        <main>
        <header>
        <p class="kicker">{{title}}</p>
        <h1>{{question}}</h1>
        <p class="answer">{{answer}}</p>
        </header>
        {{#isRun}}
        <section aria-labelledby="results">
        <h2 id="results">Results on {{measuredOn}}</h2>
        <div class="tiles">
        {{#mainMetrics}}
        <div class="tile"><span class="name">{{name}}</span><strong>{{value}}</strong>{{#interval}}\
        <span class="interval">{{.}}</span>{{/interval}}</div>
        {{/mainMetrics}}
        </div>
        {{#hasIntervals}}
        <p class="note">Under each figure the 95 % interval of a bootstrap over the examples.</p>
        {{/hasIntervals}}
        <details><summary>All figures</summary>
        <table><thead><tr><th scope="col">metric</th><th scope="col">value</th><th scope="col">95 % interval</th></tr>\
        </thead><tbody>
        {{#mainMetrics}}
        <tr><th scope="row">{{name}}</th><td>{{value}}</td><td>{{interval}}</td></tr>
        {{/mainMetrics}}
        {{#otherMetrics}}
        <tr><th scope="row">{{name}}</th><td>{{value}}</td><td>{{interval}}</td></tr>
        {{/otherMetrics}}
        </tbody></table>
        </details>
        </section>
        {{/isRun}}
        {{#sections}}
        <section>
        <h2>{{title}}</h2>
        {{#note}}
        <p class="note">{{.}}</p>
        {{/note}}
        {{#charts}}
        {{> chart}}
        {{/charts}}
        {{#table}}
        {{> table}}
        {{/table}}
        {{#bars}}
        <div class="bar"><span class="name">{{name}}</span><span class="track"><span style="width:{{percent}}%">\
        </span></span><span class="count">{{count}} ({{percent}} %)</span></div>
        {{/bars}}
        {{#examples}}
        {{> example}}
        {{/examples}}
        </section>
        {{/sections}}
        {{#isRun}}
        <section>
        <h2>How training went</h2>
        {{^curves}}
        <p class="note">There is no log of the steps.</p>
        {{/curves}}
        <div class="charts">
        {{#curves}}
        {{> chart}}
        {{/curves}}
        </div>
        </section>
        <section>
        <h2>The data</h2>
        <ul>
        {{#dataNotes}}
        <li>{{.}}</li>
        {{/dataNotes}}
        </ul>
        </section>
        {{/isRun}}
        <section>
        <h2>How it was made</h2>
        <table><tbody>
        {{#facts}}
        <tr><th scope="row">{{name}}</th><td class="text">{{text}}</td></tr>
        {{/facts}}
        </tbody></table>
        {{#recipe}}
        <details><summary>The recipe</summary><pre>{{.}}</pre></details>
        {{/recipe}}
        </section>
        </main>
        </body>
        </html>

        """

    private static let chart = """
        {{% CONTENT_TYPE: BERTUNE}}
        <figure>
        <figcaption>{{title}}</figcaption>
        <svg viewBox="{{viewBox}}" role="img" aria-labelledby="{{identifier}}-name {{identifier}}-text">
        <title id="{{identifier}}-name">{{title}}</title>
        <desc id="{{identifier}}-text">{{verticalName}} by {{horizontalName}}; the values stand in the table below.</desc>
        {{#verticalTicks}}
        <line class="grid" x1="{{plotLeft}}" x2="{{plotRight}}" y1="{{place}}" y2="{{place}}"/>\
        <text class="tick" x="{{plotLeft}}" y="{{place}}" dx="-6" dy="4" text-anchor="end">{{text}}</text>
        {{/verticalTicks}}
        {{#horizontalTicks}}
        <line class="grid" x1="{{place}}" x2="{{place}}" y1="{{plotTop}}" y2="{{plotBottom}}"/>\
        <text class="tick" x="{{place}}" y="{{tickTextY}}" text-anchor="middle">{{text}}</text>
        {{/horizontalTicks}}
        <text class="tick" x="{{nameX}}" y="{{nameY}}" text-anchor="middle">{{horizontalName}}</text>
        {{#diagonal}}
        <path class="diagonal" d="{{.}}"/>
        {{/diagonal}}
        {{#series}}
        <g class="series{{style}}"><path class="line" d="{{path}}"/>\
        {{#dots}}<circle cx="{{x}}" cy="{{y}}" r="2.5"><title>{{text}}</title></circle>{{/dots}}</g>
        {{/series}}
        </svg>
        {{#hasLegend}}
        <p class="legend">{{#series}}<span class="series{{style}}">{{name}}</span> {{/series}}</p>
        {{/hasLegend}}
        {{#remark}}
        <p class="note">{{.}}</p>
        {{/remark}}
        <details><summary>{{title}} as a table</summary><table><thead><tr>{{#tableHeader}}<th scope="col">{{.}}</th>\
        {{/tableHeader}}</tr></thead><tbody>
        {{#tableRows}}
        <tr>{{#cells}}<td>{{.}}</td>{{/cells}}</tr>
        {{/tableRows}}
        </tbody></table></details>
        </figure>

        """

    private static let table = """
        {{% CONTENT_TYPE: BERTUNE}}
        <div class="scroll"><table><thead><tr>{{#header}}<th scope="col">{{.}}</th>{{/header}}</tr></thead><tbody>
        {{#rows}}
        <tr><th scope="row">{{name}}</th>{{#cells}}<td{{#share}} class="heat{{#isDiagonal}} diagonal{{/isDiagonal}}" \
        style="--share:{{.}}"{{/share}}>{{text}}</td>{{/cells}}</tr>
        {{/rows}}
        </tbody></table></div>

        """

    private static let example = """
        {{% CONTENT_TYPE: BERTUNE}}
        <article class="example">
        {{#parts}}
        <p>{{#segments}}{{#kind}}<mark class="{{.}}">{{text}}<small> {{label}} ({{kind}})</small></mark>{{/kind}}\
        {{^kind}}{{text}}{{/kind}}{{/segments}}</p>
        {{/parts}}
        <p class="verdict">{{#reference}}<span>true: <b>{{.}}</b></span> {{/reference}}\
        {{#prediction}}<span>predicted: <b>{{.}}</b></span> {{/prediction}}\
        {{#confidence}}<span>{{.}} % sure</span> {{/confidence}}{{#line}}<span>line {{.}}</span>{{/line}}</p>
        </article>

        """
}
