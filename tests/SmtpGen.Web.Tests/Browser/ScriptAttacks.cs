namespace SmtpGen.Web.Tests.Browser;

/// <summary>Ways to run a script by HTML, of the kinds that public lists hold. Each would show a dialog, mark the page, or ask another host.</summary>
internal static class ScriptAttacks
{
    public static IReadOnlyList<string> All { get; } =
    [
        "<script>alert('script');window.attacked=1;top.attacked=1</script>",
        "<img src=x onerror=\"alert('onerror');window.attacked=2\">",
        "<svg onload=\"alert('svg')\"><animate onbegin=alert('animate') attributeName=x dur=1s></svg>",
        "<svg><script href=\"data:text/javascript,alert('svg script')\"></script></svg>",
        "<iframe src=\"javascript:alert('iframe')\"></iframe>",
        "<iframe srcdoc=\"<script>alert('srcdoc');top.attacked=3</script>\"></iframe>",
        "<object data=\"data:text/html,<script>alert('object')</script>\"></object><embed src=\"javascript:alert('embed')\">",
        "<a href=\"javascript:alert('link')\" autofocus onfocus=alert('focus')>x</a>",
        "<details open ontoggle=alert('toggle')><summary>x</summary></details>",
        "<meta http-equiv=\"refresh\" content=\"0;url=javascript:alert('refresh')\">",
        "<meta http-equiv=refresh content=\"0;url=http://evil.example/refresh\">",
        "<base href=\"http://evil.example/\"><link rel=stylesheet href=\"http://evil.example/style.css\">",
        "<form action=\"/api/v1/messages/delete\" method=post><input name=all value=true><button autofocus>x</button></form><script>document.forms[0].submit()</script>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert('mutation')&gt;\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert('noscript')>\">",
        "<style>@import 'http://evil.example/import.css'; body { background: url('http://remote.example/background.png') }</style>",
        "<div style=\"background:url(javascript:alert('style'));width:expression(alert('expression'))\">x</div>",
        "<input onfocus=alert('input') autofocus><select autofocus onfocus=alert('select')></select><textarea autofocus onfocus=alert('textarea')></textarea>",
        "<video><source onerror=alert('source')></video><audio src=x onerror=alert('audio')></audio>",
        "<body onload=alert('body')><marquee onstart=alert('marquee')>x</marquee>",
        "\"><img src=x onerror=alert('quote')><x y=\"",
        "</title><script>alert('title')</script>",
        "<scr<script>ipt>alert('nested')</scr</script>ipt>",
        "<a href=\"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;:alert('entities')\">x</a><a href=\"jav\tascript:alert('tab')\">x</a>",
    ];
}
