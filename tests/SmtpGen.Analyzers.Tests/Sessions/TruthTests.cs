namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>What a boolean local says of the state when it is looked at later.</summary>
public class TruthTests
{
    private const string Mail = SessionCode.Idle + "var mail = await c.MailAsync(\"a@b\"); ";
    private const string Both = Mail + "var rcpt = await c.RcptAsync(\"a@b\"); ";

    [Theory]
    [InlineData("bool ok = mail.IsPositive; if (!ok) return; await c.{|SGP1001:DataAsync|}();")]
    [InlineData("bool ok = mail.IsPositive; if (!ok) { await c.{|SGP1001:RcptAsync|}(\"x\"); }")]
    [InlineData("bool ok; ok = mail.IsPositive; if (!ok) { await c.{|SGP1001:RcptAsync|}(\"x\"); }")]
    [InlineData("bool bad = !mail.IsPositive; if (bad) { await c.{|SGP1001:RcptAsync|}(\"x\"); }")]
    [InlineData("bool ok = mail.Code is 250 or 251; if (ok) await c.{|SGP1001:MailAsync|}(\"x\");")]
    [InlineData("bool ok = mail is { IsPositive: true }; if (ok) await c.{|SGP1001:MailAsync|}(\"x\");")]
    [InlineData("bool ok = mail.Code == 250; bool bad = !ok; if (!bad) await c.{|SGP1001:MailAsync|}(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; bool same = ok; if (same) await c.{|SGP1001:MailAsync|}(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; if (ok == true) await c.{|SGP1001:MailAsync|}(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; if (ok == false) await c.{|SGP1001:RcptAsync|}(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; if (true != ok) await c.{|SGP1001:RcptAsync|}(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; if (ok is false) await c.{|SGP1001:RcptAsync|}(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; if (ok is not true) await c.{|SGP1001:RcptAsync|}(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; switch (ok) { case true: await c.{|SGP1001:MailAsync|}(\"x\"); break; default: await c.{|SGP1001:RcptAsync|}(\"x\"); break; }")]
    [InlineData("bool ok = mail.IsPositive; _ = ok switch { true => await c.{|SGP1001:MailAsync|}(\"x\"), false => await c.MailAsync(\"x\") };")]
    [InlineData("bool ok = mail.IsPositive && flag; if (ok) await c.{|SGP1001:MailAsync|}(\"x\"); else await c.MailAsync(\"x\");")]
    [InlineData("bool bad = !mail.IsPositive || flag; if (!bad) await c.{|SGP1001:MailAsync|}(\"x\"); else await c.MailAsync(\"x\");")]
    [InlineData("bool ok = flag & mail.IsPositive; if (ok) await c.{|SGP1001:MailAsync|}(\"x\"); else await c.MailAsync(\"x\");")]
    [InlineData("bool bad = flag | mail.IsPermanent | mail.IsTransient; if (!bad) await c.{|SGP1001:MailAsync|}(\"x\"); else await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive ? true : false; if (ok) await c.{|SGP1001:MailAsync|}(\"x\"); else await c.{|SGP1001:RcptAsync|}(\"x\");")]
    [InlineData("bool ok = false; if (mail.IsPositive) ok = true; if (!ok) await c.{|SGP1001:RcptAsync|}(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; ok &= flag; if (ok) await c.{|SGP1001:MailAsync|}(\"x\"); else await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; await Task.Delay(1); Other(); if (ok) await c.{|SGP1001:MailAsync|}(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; await c.NoopAsync(); if (ok) await c.{|SGP1001:MailAsync|}(\"x\"); else await c.{|SGP1001:RcptAsync|}(\"x\");")]
    [InlineData("bool ok = mail.IsPositive, quiet = flag; if (quiet && !ok) await c.{|SGP1001:RcptAsync|}(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; while (ok) { await c.{|SGP1001:MailAsync|}(\"x\"); return; }")]
    public Task A_truth_about_the_reply_to_MAIL_is_followed(string body) => SessionCode.Check(Mail + body);

    [Theory]
    [InlineData("bool ok = mail.IsPositive && rcpt.IsPositive; if (!ok) return; await c.{|SGP1001:MailAsync|}(\"x\");")]
    [InlineData("var ok = mail.IsPositive && rcpt.IsPositive; if (!ok) { await c.RsetAsync(); return; } await c.{|SGP1002:SendMessageAsync|}(stream);")]
    [InlineData("bool bad = !mail.IsPositive || !rcpt.IsPositive; if (!bad) await c.{|SGP1001:MailAsync|}(\"x\");")]
    [InlineData("bool ok = rcpt.Kind == SmtpRcptReply.RecipientOk; if (!ok) return; await c.{|SGP1001:MailAsync|}(\"x\");")]
    public Task Truths_about_several_replies_are_followed(string body) => SessionCode.Check(Both + body);

    [Theory]
    [InlineData("bool ok = (await c.MailAsync(\"a\")).IsPositive && (await c.RcptAsync(\"b\")).IsPositive; if (!ok) return; await c.{|SGP1001:MailAsync|}(\"x\");")]
    [InlineData("bool ok = (await c.MailAsync(\"a\").ConfigureAwait(false)).IsPositive; if (ok) await c.{|SGP1001:MailAsync|}(\"x\");")]
    [InlineData("bool done = false; foreach (var x in list) { if (done) await c.{|SGP1001:MailAsync|}(x); else { (await c.MailAsync(x)).EnsurePositive(); done = true; } }")]
    [InlineData("(await c.MailAsync(\"a\")).EnsurePositive(); bool any = false; foreach (var x in list) any |= (await c.RcptAsync(x)).IsPositive; if (!any) await c.{|SGP1001:DataAsync|}(); else await c.DataAsync();")]
    [InlineData("(await c.MailAsync(\"a\")).EnsurePositive(); bool any = false; foreach (var x in list) { if ((await c.RcptAsync(x)).IsPositive) any = true; } if (!any) await c.{|SGP1001:DataAsync|}();")]
    [InlineData("var d = new SmtpProtocolClient(stream); bool both = (await c.MailAsync(\"a\")).IsPositive & (await d.ReadGreetingAsync()).IsPositive; if (both) { await c.{|SGP1001:MailAsync|}(\"x\"); await d.{|SGP1001:ReadGreetingAsync|}(); }")]
    public Task A_truth_holds_while_the_session_goes_on(string body) => SessionCode.Check(SessionCode.Idle + body);

    [Theory]
    [InlineData("bool ok = mail.IsPositive; if (ok) await c.RcptAsync(\"x\"); else await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive && flag; if (!ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive && flag; if (!ok) await c.RcptAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive || flag; if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = flag & mail.IsPositive; if (!ok) await c.RcptAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive ^ flag; if (ok) await c.MailAsync(\"x\");")]
    [InlineData("await c.RsetAsync(); bool ok = (await c.NoopAsync()).IsPositive & (await c.MailAsync(\"a\")).IsPositive; if (!ok) await c.RcptAsync(\"b\");")]
    [InlineData("await c.RsetAsync(); bool ok = (await c.NoopAsync()).Code == 250 & (await c.MailAsync(\"a\")).Code == 250; if (!ok) await c.RcptAsync(\"b\");")]
    [InlineData("await c.RsetAsync(); bool ok = (await c.MailAsync(\"a\")).IsPositive | (await c.NoopAsync()).IsPositive; if (ok) await c.MailAsync(\"b\"); else await c.RcptAsync(\"b\");")]
    [InlineData("bool ok = mail.IsPositive == flag; if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; if (flag) ok = true; if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; ok ^= flag; if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; ok |= flag; if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; ok &= ok = flag; if (!ok) await c.RcptAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; (ok, var n) = (true, 1); if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; Set(ref ok); if (ok) await c.MailAsync(\"x\"); static void Set(ref bool b) => b = true;")]
    [InlineData("bool ok = mail.IsPositive; Set(out ok); if (ok) await c.MailAsync(\"x\"); static void Set(out bool b) => b = true;")]
    [InlineData("bool ok = mail.IsPositive; _ = new Holder(out ok); if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; Set(new Span<bool>(ref ok)); if (ok) await c.MailAsync(\"x\"); static void Set(Span<bool> b) => b[0] = true;")]
    [InlineData("bool ok = mail.IsPositive; Action set = () => ok = true; set(); if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; Set(); if (ok) await c.MailAsync(\"x\"); void Set() => ok = true;")]
    [InlineData("bool ok = mail.IsPositive; ref bool same = ref ok; same = true; if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive, no = false; ref bool same = ref no; same = ref ok; same = true; if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; try { ok = flag; Other(); } catch { } if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; try { Other(); } finally { ok = true; } if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; await c.RsetAsync(); if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; c = p; if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; Take(c); if (ok) await c.MailAsync(\"x\");")]
    [InlineData("bool ok = mail.IsPositive; mail = await p.MailAsync(\"y\"); if (mail.IsPositive) await c.MailAsync(\"x\");")]
    [InlineData("bool? ok = mail?.IsPositive; if (ok == true) await c.RcptAsync(\"x\"); else await c.MailAsync(\"x\");")]
    [InlineData("bool ok = false; for (int i = 0; i < 3 && !ok; i++) { ok = (await c.RsetAsync()).IsPositive && (await c.MailAsync(\"x\")).IsPositive; } if (ok) await c.RcptAsync(\"x\"); else await c.MailAsync(\"x\");")]
    [InlineData("bool known = false; foreach (var x in list) { if (!known) { await c.RsetAsync(); known = true; } await c.MailAsync(x); await c.RsetAsync(); }")]
    [InlineData("bool ok = mail.IsPositive; again: if (ok) { await c.RsetAsync(); ok = false; goto again; } await c.MailAsync(\"x\");")]
    public Task A_truth_of_which_too_little_is_known_is_not_followed(string body) =>
        SessionCode.Check(Mail + body, "class Holder { public Holder(out bool ok) => ok = true; }");

    [Theory]
    [InlineData("bool ok = mail.IsPositive && rcpt.IsPositive; if (!ok) return; await c.DataAsync();")]
    [InlineData("bool ok = mail.IsPositive && rcpt.IsPositive; if (!ok) await c.DataAsync();")]
    [InlineData("bool ok = mail.IsPositive; if (ok && rcpt.IsPositive) await c.DataAsync(); else await c.RsetAsync();")]
    [InlineData("bool ok = mail.IsPositive; if (!ok) await c.DataAsync();")]
    public Task What_several_replies_leave_possible_is_not_reported(string body) => SessionCode.Check(Both + body);
}
