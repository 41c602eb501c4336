"""The words of talk that say nothing about what the talk is of."""

COMMON = frozenset(
    """a about above after again all already also always am an and another any anybody anyone anything anyway are
    aren't around as ask at away back be because been before being better between bit both but by bye call
    called came can can't cannot come coming could couldn't course day did didn't different do does doesn't
    doing don't done down each either else end enough even ever every everybody everyone everything exactly fact
    feel few find fine first for from further gave get gets getting give given go goes going gonna good got
    great guess had has have haven't having he hear he's hello her here here's hers hi him his hmm how however i
    i'd i'll i'm i've if in into is isn't it it'll it's its just keep kind kinda know last least less let let's
    like little long look looking lot made main make makes many may maybe me mean might mine minute moment more
    most much must my myself need never new next nice no nobody none nor not nothing now of off often oh okay on
    once one ones only onto or other others our ours out over own part people per perhaps place please point
    pretty probably put question quite rather really right said same saw say saying says see seem seems seen
    shall she she's should show side simply since so some somebody someone something sometimes somewhere soon
    sorry sort start still stuff such suppose sure take taking talk talking tell than thank thanks that that's
    the their them themselves then there there's these they they'd they'll they're they've thing things think
    thinking this those though thought three through time times to today together told too took toward try
    trying two uh um under until up upon us use used using usually very wanna want wanted wants was wasn't way
    we we'd we'll we're we've well went were weren't what what's whatever when where whether which while who
    who's whole whose why will with within without won't word work would wouldn't wow yeah year yep yes yet you
    you'd you'll you're you've your yours yourself""".split()
)
