"""What English-speaking riders ask for: every phrase by what it means; add to it freely."""

from bot.commands.lexeme import Sense
from bot.commands.words.meanings import Entry

ENTRIES: tuple[Entry, ...] = (
    (
        Sense.SUBSCRIBE,
        None,
        """
        subscribe, subscribe me, subscribing, subscription, sub, subs, add, start, sign up, sign me up, signup,
        following, enroll, enrol, register, follow, track, watch, join, notify, notify me, alert me,
        i want to know when, i want to know if, want to know when, want to know if, text me, txt me, message me,
        warn me, tell me when, tell me if, let me know, keep me posted, keep me updated, update me, get alerts,
        get notified, get texts, get updates, receive alerts, want alerts, need alerts, turn on, opt in, opt me in,
        resubscribe, put me on, give me alerts, set up, sub me, gimme, monitor, get me alerts, want to get alerts,
        subscribe to, send me alerts, send me updates, send alerts, send updates, send me alerts for, plus i want,
        hit me up, keep an eye on, my usual route is, my usual bus is, i commute on, my route is, my bus is, my line is,
        my streetcar is, my train is, opt - in, re - subscribe
        """,
    ),
    # Any sentence may begin so: "I want to stop".
    (
        Sense.SUBSCRIBE,
        "wish",
        """
        i want, i need, i would like, id like, can i get, give me, send me, want, need, wanna, i wanna
        """,
    ),
    (
        Sense.STOP,
        None,
        """
        stop, stopall, unsubscribe, unsubscribe me, cancel, end, quit, revoke, optout, opt out, opt me out, stopp,
        stoppp, unsub, unsub me, unsubcribe, unsuscribe, un subscribe, un sub, stop it, stop texting, stop texting me,
        stop sending, stop sending me, stop messaging me, stop the texts, stop bothering me, cease, stop spamming me,
        no more, no longer want, dont want, dont want any, do not want, dont want any more, dont want any more of,
        dont send, dont send me, do not send, do not send me, dont text me, do not text me, dont message me, dont need,
        do not need, turn off, switch off, get rid of, take me off, i am done with, im done with, no longer,
        no longer need, no longer take, dont take, i dont take, discontinue, quit texting me, quit texting, enough of,
        stop bugging me, do not contact me, dont contact me, do not text this number, dont text this number,
        dont text this, do not text this, please stop, pls stop, plz stop, pleas stop, please stop these, stop these,
        stop this, i revoke my consent, revoke my consent, revoke consent, i revoke consent, withdraw my consent,
        i withdraw my consent, i withdraw consent, withdraw consent, i do not consent, i dont consent, opt - out,
        un - subscribe, un - sub, un - subscribe me, stop spam, stop spamming, stawp, stahp, s t o p, cease and desist,
        unsubscribed, get me off, dont need these, dont need this, dont need it, do not need these, do not need this,
        stop all this, done with, finished with, stop alerting me, stop notifying me, make it stop, make this stop,
        make them stop, turn it off, turn this off, turn them off, turn these off, deactivate, disable alerts,
        disable notifications, disable all alerts, disable texts, dont ride, i dont ride, no longer ride, dont use,
        i dont use, no longer use, never text me, never message me, never contact me, dont ever text me,
        dont ever message me, do not message me, do not ever text me
        """,
    ),
    (Sense.REMOVE, None, "remove, delete, erase, rm, take off"),
    # These mean other things as well: they need a number, or a letter of the list.
    (Sense.REMOVE, "loose", "drop, clear, kill, del, lose, ditch, forget, forget about, skip, nix, scrap, axe, dump"),
    (
        Sense.WISH,
        None,
        """
        leave me alone, remove me, delete me, take me off your list, take me off this list, remove me from this list,
        remove me from your list, remove me from the list, remove my number, delete my number, lose my number, quit it,
        stop everything, unsubscribe everything, stop all of it, go away, remove this number, no more texts, no texts,
        no messages, no alerts, no more messages, no more alerts, wrong number, not interested, i want off, i want out,
        want out, i want off this, fuck off, piss off, screw off, get lost, end all, cancel all, stop contacting me,
        never text me again, dont text me again, take me off ur list, remove me from list, remove me from ur list,
        remove my phone number, remove my cell, take my number off, take my number off your list,
        remove my number from your list, remove my number from your system, remove my number from your database,
        delete my phone number, too many texts stop, too many messages stop, no mas, basta, parar, this is spam,
        its spam, f off, eff off, bug off, get me off this, get me off your list, get me off this list,
        take me off of this, stop please stop, block me, no thanks stop, cancel everything, end everything,
        cancel my subscription, cancel my subscriptions, cancel service
        """,
    ),
    (
        Sense.STATUS,
        None,
        """
        status, state, stat, statuses, info, information, update, updates, whats going on, what is going on,
        anything going on, anything happening, anything wrong, anything up, whats happening, what is happening, wuts up,
        wats up, wassup with, sup with, wuts going on, wats going on, whats up, what is up, whats wrong, what is wrong,
        what happened, hows it going, how is it going, any delays, any delay, any problems, any problem, any issues,
        any alerts, any news, any updates, any disruptions, any trouble, delays, delay, delayed, current alerts, latest,
        check, service on, stopped, problems, news, running late, running on time, running ok, issues, disruptions,
        whats new, whats the status, what is the status
        """,
    ),
    (Sense.STATUS, "show", "show, show me"),
    (
        Sense.ASK,
        None,
        """
        how long, how long till, how long until, how much longer, anything on, anything with, anything about, is, are,
        is there, are there, how is, hows, how are, any, whats, what is, what about, how about, what time, when,
        where is, wheres, does, did, do, has, why is, why are, is it, was, will, what
        """,
    ),
    (
        Sense.PAUSE,
        None,
        """
        pause, snooze, hold, vacation, on vacation, going on vacation, im on vacation, holiday, holidays, away, im away,
        i am away, suspend, break, take a break, on hold, out of town, pause all, pause alerts, stop for
        """,
    ),
    (
        Sense.QUIET,
        None,
        """
        quiet, quiet hours, quiet time, do not disturb, dont disturb, dnd, silent hours, sleep, silence, be quiet,
        quiet mode, quiet from
        """,
    ),
    (
        Sense.QUIET_OFF,
        None,
        """
        quiet off, quiet none, quiet no, no quiet, no quiet hours, quiet stop, stop quiet, stop quiet hours, quiet end,
        quiet hours off, quiet hours none, cancel quiet, cancel quiet hours, end quiet, end quiet hours, remove quiet,
        remove quiet hours, turn off quiet hours, quiet time off, dnd off, do not disturb off, delete quiet hours,
        clear quiet hours, quiet cancel, quiet remove, quiet never, turn off quiet, turn quiet off, silence off
        """,
    ),
    (
        Sense.COMMANDS,
        None,
        """
        commands, command, menu, help, options, option, how to, how do i, how can i, how does this work,
        how does it work, what can i do, what can you do, what can i write, what can i say, what can i text,
        what do i do, instructions, what are the commands, i dont understand, dont understand, i dont get it,
        im confused, confused, i need help, can you help me, manual, how do you work, what do you do, show commands,
        help me, keywords, get help, guide
        """,
    ),
    (
        Sense.GREETING,
        None,
        """
        hi, hello, hey, hiya, yo, good morning, good afternoon, good evening, hi there, hello there, hey there, howdy,
        test, testing, how are you, whats up bot, testing 123, test 123, testing 1 2 3, test 1 2 3, is anybody there,
        is anyone there, anybody there, anyone there, new phone
        """,
    ),
    (
        Sense.GREETING,
        "who",
        """
        who is this, who dis, who are you, what is this, whats this, who r u, who r you, who are u, whos this, who this,
        whose this, whos that, who u, whos dis, wat is this, wut is this, what is headway, whats headway,
        who is headway, headway, what are you, are you a bot, r u a bot, are you a robot, are you real, is this a bot,
        is this real, is this a scam, is this legit, is this the ttc, is this ttc, are you the ttc, are you ttc,
        what number is this, whose number is this, whats this number, what is this number, who am i talking to,
        who is texting me, who is messaging me, how did you get my number, where did you get my number,
        what is this for, whats this for, what is this about, whats this about
        """,
    ),
    (
        Sense.COURTESY,
        None,
        """
        thanks, thank you, thx, ty, tks, thank u, thankyou, tysm, thank you so much, thanks so much, thanks a lot,
        thanks a bunch, thank you very much, ok, okay, k, kk, okey, great, cool, awesome, perfect, nice, got it, gotcha,
        good, good to know, understood, sounds good, will do, no worries, no problem, np, lol, youre welcome,
        much appreciated, appreciate it, cheers, alright, all right, wow, haha, excellent, wonderful, love it, good job,
        good bot, bye, goodbye, good night, goodnight, great job, roger, noted, amazing, fine,
        👍, 🙏, ❤, 👌, 🙂, 😀, 😊, 🎉, 👏, 💙
        """,
    ),
    (
        Sense.SURE,
        None,
        """
        sure, yes, yes please, yep, yeah, ya, yup, y, yes sure, absolutely, definitely, of course, confirm, confirmed,
        correct, go ahead, im sure, i am sure, yes i am, do it, why not, thats right, thats it, that one, yes that one,
        you bet, ok yes, certainly, exactly, affirmative, for sure, please do
        """,
    ),
    (
        Sense.DECLINE,
        None,
        """
        no, nope, nah, n, cancel that, never mind, nevermind, nvm, no way, not now, forget it, no dont, no thank you,
        no thanks, not really, not that, neither, none of them, none, not that one
        """,
    ),
    (
        Sense.LANGUAGE,
        "en",
        """
        english, do you speak english, in english, speak english, english please, switch to english, language english,
        english language, eng
        """,
    ),
    (
        Sense.LANGUAGE,
        "fr",
        """
        french, do you speak french, in french, speak french, french please, switch to french, language french,
        french language
        """,
    ),
    (
        Sense.LIST,
        None,
        """
        list, lists, routes, my routes, my list, my alerts, my lines, my buses, my subscriptions, subscriptions,
        my subs, what am i subscribed to, am i subscribed, what do i have, what do i get, what routes do i have,
        my stuff, what routes am i on, which routes do i have, what am i getting, what did i subscribe to,
        what am i signed up for, which routes am i on, what alerts do i have, what alerts do i get, show my routes,
        show me my routes, my settings, what are my routes, what are my subscriptions, subscribed,
        what have i subscribed to, settings, my account, what are my alerts, what lines do i get
        """,
    ),
    (
        Sense.MORE,
        None,
        """
        more, more please, more info, more details, details, tell me more, show more, show me more, continue reading,
        read more, go on, see more, rest, the rest, what else, keep going, full text, full message, more alerts
        """,
    ),
    (
        Sense.RESUME,
        None,
        """
        resume, unpause, un pause, continue, unmute, restart, im back, i am back, back, wake up, unsnooze, cancel pause,
        stop pause, end pause, pause off, end vacation, mute off, stop pausing, pause end, pause stop, pause cancel,
        snooze off, remove pause, resume alerts, start again, back from vacation, im home
        """,
    ),
    (
        Sense.MUTE,
        None,
        """
        mute, mute this, mute it, mute that, mute this one, mute alert, mute this alert, shush, shut up, hush, ignore,
        ignore this, enough, enough of this, not this one, stop this alert, stop this one, dismiss, silence this,
        no more about this, stop updates on this, mute that alert
        """,
    ),
    (
        Sense.WHY,
        None,
        """
        what alert was that, what was that for, why u text me, why you text me, why are u texting me,
        why r u texting me, why did u text me, y u text me, why was i texted, why was i messaged, why did i get a text,
        why, why did i get this, why did you text me, why this, why me, why am i getting this, why did i get that,
        how come, why did you send this, why did you send me this, why did i get this text, why did i get this message,
        reason, why am i getting these, why are you texting me, what was that, what was that about, why did this come,
        why did i receive this, why that, explain, why was i sent this
        """,
    ),
    (
        Sense.FORGET,
        None,
        """
        forget me, delete my data, delete all my data, erase my data, erase me, delete my account,
        delete my information, delete my info, forget my number, remove my data, delete everything about me,
        erase everything about me, gdpr, forget everything about me, wipe my data, delete all my information,
        delete my personal data, erase my info, erase my information, erase my number, forget about me,
        forget all about me, remove all my data, delete everything you have on me, erase all my data, wipe me
        """,
    ),
)
