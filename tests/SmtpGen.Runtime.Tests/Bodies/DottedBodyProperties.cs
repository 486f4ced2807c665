using System.Text.RegularExpressions;
using CsCheck;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime.Tests.Bodies;

public sealed class DottedBodyProperties
{
    [Fact]
    public void Any_mixture_in_any_cut_decodes_as_the_rules_say() => DecodesAsTheRulesSay(BodyInputs.Mixtures, 20_000);

    [Fact]
    public void Any_long_body_in_any_cut_decodes_as_the_rules_say() => DecodesAsTheRulesSay(BodyInputs.LongBodies, 10_000);

    [Fact]
    public void Local_line_ends_in_any_cut_decode_as_the_rules_say() => DecodesAsTheRulesSay(BodyInputs.LocalLineEnds, 10_000);

    [Fact]
    public void A_message_comes_back_as_it_was_before_it_was_stuffed() =>
        Gen.Select(BodyInputs.Messages, BodyInputs.Rules, BodyInputs.Reads, BodyInputs.Destinations).Sample(
            (message, rules, reads, destinations) =>
            {
                string stuffed = Regex.Replace("\r\n" + message, "(?<=\r\n)\\.", "..")[2..];
                var outcome = Decoding.Decode(stuffed + ".\r\nQUIT\r\n", rules with { Maximum = 0 }, reads, destinations);
                Assert.Equal(new(DottedBodyStatus.Ended, message, "QUIT\r\n", BodyFault.None, message.Length, false), outcome);
            },
            iter: 5_000);

    [Fact]
    public void A_normalized_body_has_no_stray_line_end_and_a_line_of_one_dot_only_where_one_was_stuffed() =>
        Gen.Select(BodyInputs.Mixtures, BodyInputs.Reads, BodyInputs.Destinations).Sample(
            (input, reads, destinations) =>
            {
                var rules = BodyRules.Normalize with { AllowNul = true };
                var outcome = Decoding.Decode(input, rules, reads, destinations);
                string consumed = "\r\n" + input[..(input.Length - outcome.Rest.Length)];
                Assert.DoesNotMatch("\r(?!\n)|(?<!\r)\n", outcome.Body);
                Assert.Equal(
                    Regex.Count(consumed, "(?<=\r\n)\\.\\.\r\n"),
                    Regex.Count("\r\n" + outcome.Body, "(?<=\r\n)\\.\r\n"));
            },
            iter: 5_000);

    private static void DecodesAsTheRulesSay(Gen<string> inputs, int cases) =>
        Gen.Select(inputs, BodyInputs.Rules, BodyInputs.Reads, BodyInputs.Destinations).Sample(
            (input, rules, reads, destinations) =>
                Assert.Equal(ReferenceDecoder.Decode(input, rules), Decoding.Decode(input, rules, reads, destinations)),
            iter: cases);
}
