"""Days, hours, ways, levels and things as French-speaking riders, Québec's first, write them; add to it freely."""

from bot.commands.lexeme import Sense
from bot.commands.words.meanings import (
    AFTERNOON,
    ALL_DAY,
    EVENING,
    EVENING_PEAK,
    EVERY_DAY,
    MIDDAY,
    MIDNIGHT,
    MORNING,
    MORNING_PEAK,
    NIGHT,
    NOON,
    PEAK,
    WEEKDAYS,
    WEEKEND,
    Entry,
)
from models.rider import Level
from models.route import Heading

ENTRIES: tuple[Entry, ...] = (
    (
        Sense.DAYS,
        EVERY_DAY,
        """
        tous les jours, chaque jour, quotidien, 7 jours sur 7, 7 j / 7, toute la semaine, 7 jours, 24 h / 24, toujours,
        tout le temps, n'importe quand, tlj, quotidiennement, tous les jours de la semaine
        """,
    ),
    (
        Sense.DAYS,
        WEEKDAYS,
        """
        sem, en semaine, la semaine, sur semaine, jours de semaine, jour de semaine, les jours de semaine, l - v,
        jours ouvrables, jours ouvres, durant la semaine, pendant la semaine, les jours ouvrables, lun a ven,
        tous les jours de semaine, lundi vendredi, lun ven, lu - ve, semaine, jours d'ecole
        """,
    ),
    (
        Sense.DAYS,
        WEEKEND,
        """
        fin de semaine, fins de semaine, la fin de semaine, les fins de semaine, week - end, week - ends, le weekend,
        les week - ends, la fds, fds, les weekends, weekend, weekends, week end, sam - dim, en fin de semaine
        """,
    ),
    (Sense.DAYS, (0,), "lundi, lundis, lun"),
    (Sense.DAYS, (1,), "mardi, mardis, mar"),
    (Sense.DAYS, (2,), "mercredi, mercredis, mer, merc"),
    (Sense.DAYS, (3,), "jeudi, jeudis, jeu"),
    (Sense.DAYS, (4,), "vendredi, vendredis, ven, vend"),
    (Sense.DAYS, (5,), "samedi, samedis, sam"),
    (Sense.DAYS, (6,), "dimanche, dimanches, dim"),
    (
        Sense.PART,
        MORNING,
        """
        matin, le matin, matins, les matins, du matin, chaque matin, tous les matins, au matin, en matinee,
        am seulement, matinee
        """,
    ),
    (
        Sense.PART,
        AFTERNOON,
        """
        apres - midi, apres midi, l'apres - midi, de l'apres - midi, en apres - midi, l'apres midi, pm seulement,
        de l'apres midi
        """,
    ),
    (
        Sense.PART,
        EVENING,
        """
        soir, le soir, soirs, les soirs, du soir, soiree, en soiree, tous les soirs, chaque soir, au soir, soirees
        """,
    ),
    (Sense.PART, NIGHT, "nuit, la nuit, de nuit, nuits, les nuits, pendant la nuit, tard le soir, durant la nuit"),
    (
        Sense.PART,
        PEAK,
        """
        heure de pointe, heures de pointe, pointe, l'heure de pointe, aux heures de pointe, a l'heure de pointe, rush
        """,
    ),
    (Sense.PART, MORNING_PEAK, "pointe du matin, heure de pointe du matin, heures de pointe du matin, pointe am"),
    (
        Sense.PART,
        EVENING_PEAK,
        """
        apres le travail, apres l'ecole, pointe du soir, heure de pointe du soir, heures de pointe du soir, pointe pm,
        pointe de l'apres - midi
        """,
    ),
    (Sense.PART, MIDDAY, "heure du diner, sur l'heure du diner, le midi, les midis"),
    (Sense.PART, ALL_DAY, "toute la journee, la journee complete, 24 heures"),
    (Sense.AFTER, None, "apres, a partir de, a partir, a compter de, plus tard que, a partir d"),
    (
        Sense.BEFORE,
        None,
        """
        avant, jusqu'a, jusqua, jusqu'au, jusquau, jusque, jusqu'en, avant le, jusqu'aux, au plus tard
        """,
    ),
    (Sense.HOUR, NOON, "midi"),
    (Sense.HOUR, MIDNIGHT, "minuit"),
    (Sense.OCLOCK, None, "h, heure, heures, hres, hre"),
    (
        Sense.EXCEPT,
        None,
        """
        sauf, excepte, hormis, garde, garder, gardez, mais garde, mais gardez, sauf le, sauf les, sauf la, sauf en,
        mais pas, a part, sauf si
        """,
    ),
    (Sense.HEADING, Heading.NORTHBOUND, "direction nord, en direction nord, vers le nord, nord direction, sens nord"),
    (Sense.HEADING, Heading.SOUTHBOUND, "direction sud, en direction sud, vers le sud, sens sud"),
    (Sense.HEADING, Heading.EASTBOUND, "direction est, en direction est, vers l'est, vers lest, sens est"),
    (Sense.HEADING, Heading.WESTBOUND, "direction ouest, en direction ouest, vers l'ouest, vers louest, sens ouest"),
    (Sense.COMPASS, Heading.NORTHBOUND, "nord"),
    (Sense.COMPASS, Heading.SOUTHBOUND, "sud"),
    (Sense.COMPASS, Heading.EASTBOUND, "est"),
    (Sense.COMPASS, Heading.WESTBOUND, "ouest"),
    (
        Sense.BOTH_WAYS,
        None,
        """
        les deux sens, dans les deux sens, deux sens, deux directions, les deux directions, les 2 sens, 2 sens,
        les 2 directions
        """,
    ),
    (
        Sense.LEVEL,
        Level.MAJOR,
        """
        majeur, majeure, majeurs, majeures, urgent, urgente, urgents, urgentes, important, importants, importante,
        importantes, grave, graves, urgences, urgence, alertes majeures, alertes urgentes, majeur seulement,
        retards majeurs, serieux, seulement majeur, gros problemes, les gros problemes, problemes majeurs
        """,
    ),
    (Sense.LEVEL, Level.NORMAL, "normal, normale, par defaut, alertes normales, habituel"),
    (Sense.ONLY, None, "seulement, uniquement, juste, seul, rien que"),
    (
        Sense.ALL,
        None,
        """
        tout, toutes, tous, tout sur, toutes les alertes, tous les messages, tout ce qui concerne, tous les textos,
        toutes alertes
        """,
    ),
    (
        Sense.ALL,
        "routes",
        """
        toutes les lignes, tous les circuits, toutes mes lignes, tous mes abonnements, toutes les routes,
        tous les abonnements
        """,
    ),
    (Sense.ALERTS, None, "alertes, alerte, avis, notifications, les alertes, des alertes, d'alertes"),
    (Sense.DEVICE, "elevators", "ascenseur, ascenseurs, l'ascenseur, d'ascenseur, d'ascenseurs, accessibilite"),
    (
        Sense.DEVICE,
        "escalators",
        """
        escalier mecanique, escaliers mecaniques, escalier roulant, escaliers roulants, escalateur, escalateurs
        """,
    ),
    (Sense.LINE, None, "ligne, lignes de"),
    (Sense.ROUTE, None, "route, circuit, parcours, trajet, numero, no de ligne, numero de ligne, itineraire"),
    (Sense.MODE, "subway", "metro, tout le metro, les metros"),
    (Sense.MODE, "bus", "autobus, bus, tous les bus, tous les autobus, l'autobus, d'autobus, les autobus, les bus"),
    (Sense.MODE, "tram", "tramway, tramways, tram, trams, tous les tramways, tous les trams, les tramways"),
    (Sense.MODE, "train", "train, trains, tous les trains, les trains"),
    (Sense.MODE, "ferry", "traversier, traversiers, le traversier"),
    (Sense.MODE, "night", "bus de nuit, autobus de nuit, tramway de nuit"),
    (Sense.STATION, None, "station, stations, gare, station de metro, la station, gares"),
    (
        Sense.STOP_PLACE,
        None,
        """
        mon arret est, mon arret c'est, arret de bus, arret d'autobus, arret numero, numero d'arret, l'arret, arret no,
        arret #, mon arret, a l'arret
        """,
    ),
    (Sense.AND, None, "et, puis, pis, ainsi que, &"),
    (
        Sense.WHILE,
        None,
        """
        pour aujourd'hui, pour ce soir, pour la journee, pour la semaine, pour cette semaine, pour la fin de semaine
        """,
    ),
    (
        Sense.NEXT,
        None,
        """
        prochain, prochaine, le prochain, quand passe, quand arrive, quand est le prochain, quand est le prochain bus
        """,
    ),
    (Sense.NOT, None, "ne, pas, jamais plus"),
    (Sense.MINE, None, "mon bus, mon autobus, mon train, mon tramway, mon metro, mon tram"),
    (
        Sense.TALE,
        None,
        "manque, attendu, j'attends, attends, chauffeur, plein a craquer, bonde, poche, plate, niaiseux",
    ),
    (
        Sense.FILLER,
        None,
        """
        fermee, ferme, fermes, ouverte, bloquee, bloque, a, ai, au, aux, avec, avoir, ca, ce, ceci, cela, cette, chaque,
        circuler, concernant, d, dans, de, de la, des, des le, depuis, lettre, direction, du, en, entre, envoi, envoyer,
        il, ils, j, je, j'ai, l, la, le, les, lors, m, ma, me, mes, mettre, moi, n'importe, nous, on, ou, par, passer,
        peut, peux, peux tu, peux - tu, plait, pour, pouvez, pouvez vous, pouvez - vous, pourriez, pourriez - vous,
        pourrais - tu, prends, prendre, qu, quand il, que le, qui, recois, s, s'il vous plait, s'il te plait, sens,
        service, ses, si, sil vous plait, sil te plait, son, stp, sur le, svp, t, te, textos, texto, tu, un, une, va,
        vers, veut, veux, voudrais, votre, vous, je suis, quand le, quand la, si le, savoir, faire, aujourd'hui,
        ce soir, demain, maintenant, message, messages, est en retard, si jamais, des que, quelque chose, etre, voir,
        ma ligne, actuellement, en ce moment, presentement, tu peux, est - il, est - elle, t - il, t - elle
        """,
    ),
)
